"""The style page: every component once."""
