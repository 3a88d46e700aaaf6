"""The evidence ledger, for other programs: read only."""
