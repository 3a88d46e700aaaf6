"""B: what every form must say about its project."""
