"""Uploaded files: kept privately, known by content, given only to whom the owning object says."""
