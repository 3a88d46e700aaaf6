"""Reads of the boards."""
