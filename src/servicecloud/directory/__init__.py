"""Enterprises and service institutions: who is there, where, in which industry, of which size."""
