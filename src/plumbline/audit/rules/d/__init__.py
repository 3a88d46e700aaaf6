"""D: what is published."""
