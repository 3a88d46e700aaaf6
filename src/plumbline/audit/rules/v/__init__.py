"""V: the evidence behind actual values."""
