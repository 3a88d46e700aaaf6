"""The audit rules: one file each, in folders by the letter of the catalogue."""
