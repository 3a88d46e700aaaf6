"""GB/T 4754 activity codes as the directory uses them: two to four digits within a known division."""

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from plumbline.reference.industries import Industry, division_of, divisions, industries, sections


def validate_industry(code: str) -> None:
    """Refuse a code that lies in no division."""
    if division_of(code) is None:
        raise ValidationError(
            _("行业代码应为《国民经济行业分类》的2至4位数字，例如 34 或 3411。"), code="industry_unknown"
        )


def label(industry: Industry) -> str:
    """Return the industry's name in the active language."""
    return industry.name_en if (get_language() or "").startswith("en") else industry.name_zh


def label_of(code: str) -> str:
    """Return the name of a section or of the division a code lies in."""
    found = industries().get(code) or division_of(code)
    return label(found) if found else code


def section_choices() -> list[tuple[str, str]]:
    """Return the sections for a select box."""
    return [(section.code, f"{section.code} {label(section)}") for section in sections()]


def division_choices() -> list[tuple[str, str]]:
    """Return the divisions for a select box."""
    return [(division.code, f"{division.code} {label(division)}") for division in divisions()]
