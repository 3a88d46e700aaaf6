"""The search page of the portal."""
