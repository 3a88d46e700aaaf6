"""Disclosed projects."""
