"""The invented city in which all generated forms are set."""

CITY = "澜川市"
"""No such city exists; whoever renames it renames it here."""
