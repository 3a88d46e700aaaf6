"""SQLite as the site uses it: many who write, each in turn."""
