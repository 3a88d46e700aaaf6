"""Draws for everybody."""
