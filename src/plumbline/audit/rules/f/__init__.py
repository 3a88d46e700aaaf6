"""F: funds, execution rate and its score."""
