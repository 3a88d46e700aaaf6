"""The grammar of printed values: what officials write in a target or actual cell, and what it means.

The public names are `parse_value`, `parse_target`, `parse_actual` and `parse_amount`; docs/reference/values.md is the grammar in words.
"""

from plumbline.forms.value_grammar.amounts import parse_amount
from plumbline.forms.value_grammar.parse import parse_actual, parse_target, parse_value

__all__ = ["parse_actual", "parse_amount", "parse_target", "parse_value"]
