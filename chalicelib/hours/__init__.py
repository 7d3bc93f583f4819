"""Office hours: when a company, or a team of it, is there."""
