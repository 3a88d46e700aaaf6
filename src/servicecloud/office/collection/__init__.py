"""Collecting published forms."""
