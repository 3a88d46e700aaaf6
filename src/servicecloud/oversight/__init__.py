"""Oversight: verified scores, sampling for re-check, evaluation, objections, rectification, use of results."""
