"""Office page of the storage."""
