"""The evidence core: countable facts, the seals that close them, the proof that they were not touched, and what they add up to."""
