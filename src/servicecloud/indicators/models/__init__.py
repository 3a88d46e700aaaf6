"""The tables of the library, split by subject."""

from servicecloud.indicators.models.imports import LibraryImport, LibraryImportLine
from servicecloud.indicators.models.library import IndicatorVersion, LibraryIndicator
from servicecloud.indicators.models.templates import TargetTemplate, TemplateVersion

__all__ = [
    "IndicatorVersion",
    "LibraryImport",
    "LibraryImportLine",
    "LibraryIndicator",
    "TargetTemplate",
    "TemplateVersion",
]
