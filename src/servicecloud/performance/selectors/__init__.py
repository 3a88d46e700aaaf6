"""Reading the performance cycle."""
