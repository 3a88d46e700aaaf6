"""U: units of money, percentages and counts."""
