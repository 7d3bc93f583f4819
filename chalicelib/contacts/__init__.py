"""Contacts: the people a company talks with, and the addresses they are reached at."""
