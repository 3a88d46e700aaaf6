"""The errors that are put into forms: each kind says which audit rules should name it, and where."""
