"""Office pages of the working calendar."""
