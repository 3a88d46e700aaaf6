"""Telling people what concerns them: in the site at once, by letter when they want it; each event once."""
