"""I: what indicators and their targets must be like."""
