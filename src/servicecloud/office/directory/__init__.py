"""Office pages of the directory."""
