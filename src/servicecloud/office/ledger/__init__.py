"""Office pages of the ledger."""
