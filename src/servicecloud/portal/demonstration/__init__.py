"""Signing in with one click and a tour of the demonstration, only in demonstration mode."""
