"""R: re-checks, and evaluations by others."""
