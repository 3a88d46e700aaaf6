"""Acts of the boards: renewing summaries, choosing how lights are given."""
