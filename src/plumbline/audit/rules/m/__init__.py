"""M: progress during the year."""
