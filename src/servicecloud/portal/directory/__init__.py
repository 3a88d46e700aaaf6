"""Portal pages of the directory."""
