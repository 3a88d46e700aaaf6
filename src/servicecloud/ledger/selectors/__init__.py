"""Reading the ledger, split by subject."""
