"""The public proof page."""
