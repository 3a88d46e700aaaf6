"""Office page of what leaves the site."""
