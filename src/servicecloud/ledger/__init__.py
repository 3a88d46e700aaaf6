"""The evidence ledger: acts that count, sealed so that nobody can change one unseen, and the numbers made from them."""
