"""Builds of Lambda layers."""
