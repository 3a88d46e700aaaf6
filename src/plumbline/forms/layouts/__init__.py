"""`Document` to forms: one file per official layout, recognised by labels."""
