"""Reference rules and classifications of the field, as dated data with pure functions over them."""
