"""W: weights."""
