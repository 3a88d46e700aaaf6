"""PDF with a text layer: pages to grids and lines. The parts are imported on demand, by whoever calls `read_pdf`."""

from plumbline.forms.sources.pdf.reading import read_pdf

__all__ = ["read_pdf"]
