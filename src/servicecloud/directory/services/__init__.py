"""Acts on the directory, split by subject: entries, claims, merges, imports."""
