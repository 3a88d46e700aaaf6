"""The acts of the performance cycle."""
