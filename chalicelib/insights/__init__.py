"""Insights: in what language and mood customers write, about what, and which labels would fit."""
