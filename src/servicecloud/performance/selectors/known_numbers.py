"""What the ledger and the payments answer of the rules that no form can: V-03, whether they still give what was frozen, and V-06."""

from collections.abc import Iterable, Mapping, Sequence

from django.utils import timezone
from django.utils.translation import gettext as _

from plumbline.audit.context import AuditedForm
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Snapshot, Total
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import figures_of
from servicecloud.performance.errors import BindingError
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.auditing import Known
from servicecloud.performance.selectors.bindings import bound_rows, in_unit_of_target
from servicecloud.performance.selectors.known_files import is_satisfaction
from servicecloud.performance.selectors.money import ZERO, funds_of
from servicecloud.performance.values import EvaluationContent, TargetRow


def numbers_that_moved(
    project: Project, rows: Sequence[TargetRow], content: EvaluationContent, snapshots: Mapping[int, Snapshot]
) -> list[Known]:
    """Return the rows whose entries now give another number than the frozen one, over the units it was frozen for, whoever asks.

    One query where nothing was recorded in the year since.
    """
    frozen = {row.key: snapshots.get(row.snapshot or 0) for row in content.rows}
    taken = {key: snapshot for key, snapshot in frozen.items() if snapshot is not None}
    with scope_of_everything():
        if not taken or not _has_moved(project, taken.values()):
            return []
        try:
            bound = [each for each in bound_rows(project, rows) if each.row.key in taken]
        except BindingError:
            return []
        today = civil_date(timezone.now())
        figures = figures_of(
            [
                Count(
                    read_rule(taken[each.row.key].definition),
                    today,
                    tuple(taken[each.row.key].owners) or None,
                    each.versions,
                )
                for each in bound
            ]
        )
    places = {row.key: number for number, row in enumerate(rows)}
    found = []
    for each, figure in zip(bound, figures, strict=True):
        snapshot = taken[each.row.key]
        if figure.number == snapshot.number:
            continue
        was, now = (
            "—" if number is None else in_unit_of_target(each.row, number, snapshot.unit)
            for number in (snapshot.number, figure.number)
        )
        message = _("台账现在计得 %(now)s，定格的实际完成值是 %(was)s") % {"now": now, "was": was}
        advice = _("定格之后有补登或冲销。请重新取数；保留原数的，请写明原因。")
        found.append(Known(places[each.row.key], "V-03", message, advice, now))
    return found


def _has_moved(project: Project, taken: Iterable[Snapshot]) -> bool:
    """Whether anything at all was recorded for the units of these numbers in the project's year since the first of them was frozen."""
    taken = list(taken)
    owners = {owner for snapshot in taken for owner in snapshot.owners}
    since = min(snapshot.taken_at for snapshot in taken)
    totals = Total.objects.filter(day__year=project.year, last_recorded_at__gte=since)
    return (totals.filter(owner_id__in=owners) if owners else totals).exists()


def money_that_moved(project: Project, content: EvaluationContent) -> list[Known]:
    """Return whether the payments now give another amount than the frozen one: one query."""
    was = sum((fund.executed_yuan for fund in content.funds), ZERO)
    now = funds_of(project, until=content.as_of).executed_yuan
    if now is None or now == was:
        return []
    message = _("支付台账现在为 %(now)s 元，自评表定格的全年执行数是 %(was)s 元") % {
        "now": f"{now:,.2f}",
        "was": f"{was:,.2f}",
    }
    advice = _("定格之后登记或撤销过支付。请重新取数；保留原数的，请写明原因。")
    return [Known(None, "V-03", message, advice, f"{now:f}")]


def small_samples(
    rows: Sequence[TargetRow], content: EvaluationContent, form: AuditedForm, snapshots: Mapping[int, Snapshot]
) -> list[Known]:
    """Return the shares of satisfaction from fewer answers than the rulebook asks for."""
    fewest = form.limit("V-06.fewest")
    found = []
    for number, row in enumerate(rows):
        entered = content.row(row.key)
        snapshot = snapshots.get(entered.snapshot or 0) if entered else None
        if snapshot is None or not is_satisfaction(row):
            continue
        answers = snapshot.denominator
        is_share = read_rule(snapshot.definition).aggregation == "answer_share"
        if is_share and answers is not None and answers < fewest:
            message = _("满意度只有 %(n)s 份有效答复，少于 %(fewest)s 份") % {"n": int(answers), "fewest": int(fewest)}
            advice = _("请扩大调查范围；服务对象本来就少的，请写明服务对象总数。")
            found.append(Known(number, "V-06", message, advice))
    return found
