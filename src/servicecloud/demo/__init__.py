"""Demonstration data: the invented city of Lanchuan (澜川市), its bodies, people and enterprises. Nothing here is real."""
