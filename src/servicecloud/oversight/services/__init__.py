"""Acts of oversight."""
