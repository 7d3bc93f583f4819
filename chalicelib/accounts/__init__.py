"""Accounts and their users: who belongs to a company and what they may do."""
