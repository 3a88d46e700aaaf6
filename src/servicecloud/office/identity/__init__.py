"""Office pages of organisations and security."""
