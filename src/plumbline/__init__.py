"""Plumbline 准绳: reads, scores, audits and writes the official performance forms of public projects."""
