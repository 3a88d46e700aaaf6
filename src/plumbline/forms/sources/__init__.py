"""Bytes to a `Document`: one module per file kind, the kind told by content."""

from plumbline.forms.sources.dispatch import read_document

__all__ = ["read_document"]
