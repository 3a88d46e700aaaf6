"""Targets are set in the target table; in later forms they can only be remarked upon."""

from plumbline.audit.context import AuditedForm
from plumbline.audit.model import Severity

_LOWERED: dict[Severity, Severity] = {"error": "warning", "warning": "info", "info": "info"}


def lowered(form: AuditedForm, severity: Severity) -> Severity:
    """Return the severity of a fault in the design of a target: one step less once the target table has been approved."""
    return severity if form.kind == "target" else _LOWERED[severity]
