"""The search page of the office."""
