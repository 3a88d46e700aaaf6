"""Office pages of the log: who did what to which thing."""
