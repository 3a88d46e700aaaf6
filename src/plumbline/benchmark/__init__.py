"""The open benchmark: forms made from a published seed, with errors whose places are known, and how an audit did on them.

Everything is pure: randomness comes in as a `random.Random`, files go out as bytes. The generated forms, names and texts are invented and
dedicated to the public domain (CC0 1.0).
"""

LICENCE = "CC0-1.0"
FORMAT_VERSION = "1"
"""Counted up when the same seed gives other forms."""
