"""Acts on the ledger, split by subject."""
