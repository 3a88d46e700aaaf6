"""Auditing a form that anybody drops: read in a process of its own, with limits, and nothing of it is kept."""
