"""Published forms of others: collected, audited in both languages, and browsable by everybody."""
