"""Tools for developers: vendoring, translations."""
