"""The open library of published forms."""
