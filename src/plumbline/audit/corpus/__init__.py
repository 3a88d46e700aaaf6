"""What many forms tell together: shared texts, contradictions between forms, and statistics with their false-alarm rates."""
