"""Timers: at this time, do this. Nothing asks whether something is due."""
