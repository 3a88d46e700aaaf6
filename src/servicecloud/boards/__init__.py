"""Boards: what the cycle looks like from above, kept in summaries that the site renews by itself."""
