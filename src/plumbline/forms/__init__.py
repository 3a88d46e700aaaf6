"""The official forms: values, reading, writing."""
