"""Measures the budgets: counts and ratios, one subject per module (README.md has the method)."""
