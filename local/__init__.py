"""Switchboard on this machine: an embedded AWS emulator, simulated providers and demo data."""
