"""Portal pages of notifications; office people read theirs here as well."""
