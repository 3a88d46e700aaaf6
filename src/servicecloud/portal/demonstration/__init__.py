"""Signing in with one click, only in demonstration mode."""
