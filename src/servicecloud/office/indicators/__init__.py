"""Pages of the indicator library and the target templates."""
