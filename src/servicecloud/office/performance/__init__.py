"""The performance cycle in the office."""
