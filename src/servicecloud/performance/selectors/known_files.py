"""What the files at the rows of a self-evaluation answer of the rules that no form can: V-01, V-02, V-04 and V-05."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from servicecloud.files.models import StoredFile
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.performance.evidence_files import EVIDENCE, owner_key
from servicecloud.performance.models import Project
from servicecloud.performance.selectors.auditing import Known
from servicecloud.performance.selectors.evidence import evidence_of
from servicecloud.performance.selectors.samples import is_asked
from servicecloud.performance.values import EvaluatedRow, EvaluationContent, TargetRow

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_ANSWERED = frozenset({"answer_share", "ratio", "mean"})
"""What a measure takes of single answers: each of them is an entry of the ledger."""


def is_satisfaction(row: TargetRow) -> bool:
    """Whether an indicator says how many of those who were served are satisfied."""
    return is_asked(row.level1, row.level3) and "满意" in f"{row.level1}{row.level3}"


@dataclass(frozen=True)
class Held:
    """What the site holds of the rows of a self-evaluation: the frozen numbers by their key, the files at each row."""

    snapshots: Mapping[int, Snapshot]
    files: Mapping[str, Sequence[StoredFile]]


def held_of(project_id: int, rows: Sequence[TargetRow], content: EvaluationContent) -> Held:
    """Read it: two queries, for the audit and the page alike."""
    snapshots = Snapshot.everywhere.in_bulk([row.snapshot for row in content.rows if row.snapshot is not None])
    return Held(snapshots, evidence_of(project_id, rows))


def known_of_files(project: Project, rows: Sequence[TargetRow], content: EvaluationContent, held: Held) -> list[Known]:
    """Return what is missing, of another year, or used twice among the files of a project: at most two queries."""
    places = {owner_key(project.pk, row.key): number for number, row in enumerate(rows)}
    own = sorted(
        (file for files in held.files.values() for file in files), key=lambda file: (file.uploaded_at, file.pk)
    )
    snapshots = held.snapshots
    having = {places[file.owner_id] for file in own}
    found = []
    for number, row in enumerate(rows):
        entered = content.row(row.key) or EvaluatedRow(key=row.key)
        missing = None if number in having else _missing(number, row, entered, snapshots)
        found += [missing] if missing else []
    return [*found, *_of_another_year(project, own, places), *_used_twice(project, rows, own, places)]


def _missing(number: int, row: TargetRow, entered: EvaluatedRow, snapshots: Mapping[int, Snapshot]) -> Known | None:
    """Return what a row without a file lacks. A number of the ledger is proved by its entries, satisfaction by the answers among them."""
    reported, snapshot = bool(entered.actual or entered.level), snapshots.get(entered.snapshot or 0)
    needed = row.binding is not None and row.binding.needs_file
    if reported and is_satisfaction(row) and not _is_answered(snapshot):
        message = _("“%(name)s”没有问卷或统计报告") % {"name": row.level3}
        advice = _("请在这一行上传调查问卷和统计报告，或把指标绑定到逐份登记答复的台账。")
        return Known(number, "V-05", message, advice, severity="error")
    if needed:
        evidence = row.binding.evidence if row.binding else ""
        message = _("“%(name)s”须上传佐证文件：%(evidence)s") % {"name": row.level3, "evidence": evidence}
        return Known(number, "V-01", message, _("请在这一行上传申报时写明的佐证材料。"), severity="error")
    if reported and snapshot is None and not entered.evidence:
        message = _("“%(name)s”没有上传佐证文件，也没有写明佐证材料") % {"name": row.level3}
        return Known(number, "V-01", message, _("请上传佐证文件，或写明佐证材料的名称和存放处。"))
    return None


def _is_answered(snapshot: Snapshot | None) -> bool:
    return snapshot is not None and read_rule(snapshot.definition).aggregation in _ANSWERED


def _of_another_year(project: Project, own: Sequence[StoredFile], places: Mapping[str, int]) -> list[Known]:
    """Return the files whose names speak of other years and not of the project's."""
    found = []
    for file in own:
        years = sorted(set(_YEAR.findall(file.name)))
        if years and str(project.year) not in years:
            message = _("佐证文件“%(file)s”写的是%(years)s年，不是项目年度%(year)s年") % {
                "file": file.name,
                "years": "、".join(years),
                "year": project.year,
            }
            advice = _("请换成项目年度的材料；确属本年度的，请写明为何名称写的是别的年份。")
            found.append(Known(places[file.owner_id], "V-02", message, advice, file.sha256[:12]))
    return found


def _used_twice(
    project: Project, rows: Sequence[TargetRow], own: Sequence[StoredFile], places: Mapping[str, int]
) -> list[Known]:
    if not own:
        return []
    used: dict[str, set[int]] = defaultdict(set)
    for file in own:
        used[file.sha256].add(places[file.owner_id])
    names = _other_projects(project, list(used), places)
    found: dict[tuple[int, str], Known] = {}
    for file in own:
        place = places[file.owner_id]
        others = [f"“{rows[number].level3}”" for number in sorted(used[file.sha256] - {place})]
        others += [f"“{name}”" for name in names.get(file.sha256, ())]
        if others:
            message = _("佐证文件“%(file)s”同时用于%(others)s") % {"file": file.name, "others": "、".join(others)}
            advice = _("请为每项指标附上各自的佐证；确为同一份材料的，请写明各取其中哪一部分。")
            found.setdefault((place, file.sha256), Known(place, "V-04", message, advice, file.sha256[:12]))
    return list(found.values())


def _other_projects(project: Project, digests: Sequence[str], places: Mapping[str, int]) -> dict[str, list[str]]:
    """Return the names of the unit's other projects that hold a file, by its digest."""
    files = StoredFile.everywhere.filter(owner_kind=EVIDENCE, removed_at=None, sha256__in=digests)
    same = files.exclude(owner_id__in=places).values_list("sha256", "owner_id").order_by("pk")
    elsewhere = sorted({(sha256, int(key.partition("-")[0])) for sha256, key in same})
    if not elsewhere:
        return {}
    projects = Project.objects.filter(pk__in={pk for _sha256, pk in elsewhere}, owner_id=project.owner_id)
    names = dict(projects.order_by("pk").values_list("pk", "name"))
    found: dict[str, list[str]] = defaultdict(list)
    for sha256, pk in elsewhere:
        if pk in names:
            found[sha256].append(names[pk])
    return found
