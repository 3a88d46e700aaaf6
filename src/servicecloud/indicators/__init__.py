"""The indicator library and the target templates: what a body offers to everybody below it."""
