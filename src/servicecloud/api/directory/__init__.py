"""Enterprises and institutions, for other programs."""
