"""People, organisations, roles: who somebody is, and how far they see."""
