"""What a pack holds beside its entries: the money in detail, and the lines printed below the form."""

from datetime import date

from django.utils.translation import gettext as _

from plumbline.packs.model import Money, MoneyLine, MoneyMove
from servicecloud.performance.models import BudgetChange, BudgetLine, DocumentVersion, EvidencePack, Project
from servicecloud.performance.selectors.money import executed_payments
from servicecloud.performance.selectors.projects import content_of
from servicecloud.performance.selectors.samples import sample_lines
from servicecloud.performance.values import EvaluationContent


def money_of(project: Project, *, until: date) -> Money:
    """Return budget lines, adjustments and payments of a project as far as they were decided and paid by a day."""
    lines = BudgetLine.objects.filter(project=project).order_by("source")
    changes = BudgetChange.objects.filter(line__project=project, decided_on__lte=until).select_related("line")
    payments = executed_payments(project, until=until)
    return Money(
        lines=tuple(MoneyLine(source=line.source, initial_yuan=line.initial_yuan) for line in lines),
        changes=tuple(
            MoneyMove(source=each.line.source, on=each.decided_on, amount_yuan=each.amount_yuan, mark=each.reason)
            for each in changes.order_by("decided_on", "pk")
        ),
        payments=tuple(
            MoneyMove(
                source=each.line.source,
                on=each.paid_on,
                amount_yuan=each.amount_yuan,
                mark=each.voucher,
                note=each.note,
            )
            for each in payments.order_by("paid_on", "pk")
        ),
    )


def footer_of(content: EvaluationContent, target: DocumentVersion, *, address: str) -> list[str]:
    """Return what is printed below the official form: the answers behind shares, and the head with where to check it."""
    lines = sample_lines(content, content_of(target).rows)
    if not content.head_digest:
        return lines
    head = _("实际完成值截至 %(day)s，取自存证台账；链首（%(algorithm)s）%(digest)s，共 %(count)s 条记录。") % {
        "day": content.as_of.isoformat(),
        "algorithm": content.algorithm.upper(),
        "digest": content.head_digest,
        "count": content.head_count,
    }
    return [*lines, head, _("查验：%(address)s") % {"address": address}]


def pack_of(project: Project) -> EvidencePack | None:
    """Return the pack of the version of a self-evaluation that was submitted last, None while nobody asked for it."""
    evaluation = getattr(project, "evaluation", None)
    if evaluation is None or evaluation.latest_id is None:
        return None
    return EvidencePack.objects.filter(version_id=evaluation.latest_id).select_related("asked_by", "version").first()
