"""Who did what to which thing, in sentences; and the security log, which only grows."""
