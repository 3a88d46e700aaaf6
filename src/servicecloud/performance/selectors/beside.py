"""What the audit of a self-evaluation knows beside the form: last year's, the monitoring table, the files and answers behind its rows."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from django.db.models import Q
from django.utils.translation import gettext as _

from plumbline.audit.context import AuditedForm
from plumbline.forms.model import Form
from plumbline.forms.model import SelfEvaluation as EvaluationForm
from plumbline.forms.serialisation import from_json as form_from_json
from plumbline.rulebooks.model import Rulebook
from servicecloud.files.models import StoredFile
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.performance.evidence_files import EVIDENCE, owner_key
from servicecloud.performance.models import DocumentVersion, Monitoring, Project, SelfEvaluation
from servicecloud.performance.selectors.auditing import Known
from servicecloud.performance.selectors.samples import is_asked
from servicecloud.performance.values import EvaluationContent, TargetRow


def forms_beside(project: Project) -> list[Form]:
    """Return last year's approved self-evaluation and this year's monitoring table that was sent last, as frozen: one query."""
    last_year = SelfEvaluation.objects.filter(
        project__owner_id=project.owner_id, project__name=project.name, project__year=project.year - 1
    )
    sent = Monitoring.objects.filter(project=project, sent__isnull=False).order_by("-sent__made_at", "-pk")
    versions = DocumentVersion.objects.filter(
        Q(pk__in=last_year.values("approved_id")) | Q(pk__in=sent.values("sent_id")[:1])
    )
    # Each is a file of its own: how one of them was rounded says nothing of the other.
    return [
        msgspec.structs.replace(form_from_json(version.form.encode()), source=f"version-{version.pk}")
        for version in versions.order_by("pk")
    ]


def known_of(
    project: Project, rows: Iterable[TargetRow], content: EvaluationContent, form: EvaluationForm, book: Rulebook
) -> list[Known]:
    """Return what files and snapshots answer of the rules that no form can: V-04 and V-06. At most four queries."""
    rows = list(rows)
    return [*_files_used_twice(project, rows), *_small_samples(rows, content, AuditedForm(form, book))]


def _files_used_twice(project: Project, rows: list[TargetRow]) -> list[Known]:
    places = {owner_key(project.pk, row.key): number for number, row in enumerate(rows)}
    files = StoredFile.everywhere.filter(owner_kind=EVIDENCE, removed_at=None)
    own = list(files.filter(owner_id__in=places).order_by("uploaded_at", "pk"))
    if not own:
        return []
    used: dict[str, set[int]] = defaultdict(set)
    for file in own:
        used[file.sha256].add(places[file.owner_id])
    same = files.filter(sha256__in=used).exclude(owner_id__in=places).values_list("sha256", "owner_id")
    elsewhere = {(sha256, int(key.partition("-")[0])) for sha256, key in same.order_by("pk")}
    names = dict(
        Project.objects.filter(pk__in={pk for _sha256, pk in elsewhere}, owner_id=project.owner_id)
        .order_by("pk")
        .values_list("pk", "name")
        if elsewhere
        else ()
    )
    found: dict[tuple[int, str], Known] = {}
    for file in own:
        place = places[file.owner_id]
        others = [f"“{rows[number].level3}”" for number in sorted(used[file.sha256] - {place})]
        others += [f"“{names[pk]}”" for sha256, pk in sorted(elsewhere) if sha256 == file.sha256 and pk in names]
        if others:
            message = _("佐证文件“%(file)s”同时用于%(others)s") % {"file": file.name, "others": "、".join(others)}
            advice = _("请为每项指标附上各自的佐证；确为同一份材料的，请写明各取其中哪一部分。")
            found.setdefault((place, file.sha256), Known(place, "V-04", message, advice, file.sha256[:12]))
    return list(found.values())


def _small_samples(rows: list[TargetRow], content: EvaluationContent, form: AuditedForm) -> list[Known]:
    fewest = form.limit("V-06.fewest")
    taken = {row.key: row.snapshot for row in content.rows if row.snapshot is not None}
    asked = {number: taken[row.key] for number, row in enumerate(rows) if row.key in taken and _is_satisfaction(row)}
    snapshots = Snapshot.everywhere.in_bulk(list(asked.values())) if asked else {}
    found = []
    for number, pk in asked.items():
        snapshot = snapshots[pk]
        answers = snapshot.denominator
        is_share = read_rule(snapshot.definition).aggregation == "answer_share"
        if is_share and answers is not None and answers < fewest:
            message = _("满意度只有 %(n)s 份有效答复，少于 %(fewest)s 份") % {"n": int(answers), "fewest": int(fewest)}
            advice = _("请扩大调查范围；服务对象本来就少的，请写明服务对象总数。")
            found.append(Known(number, "V-06", message, advice))
    return found


def _is_satisfaction(row: TargetRow) -> bool:
    return is_asked(row.level1, row.level3) and "满意" in f"{row.level1}{row.level3}"
