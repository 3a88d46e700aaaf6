"""Acts on the library."""
