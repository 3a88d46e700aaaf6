"""Office pages of the queue."""
