"""Channels: the ways customers reach a company. One folder per provider, behind one contract."""
