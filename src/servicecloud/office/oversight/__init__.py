"""Oversight in the office."""
