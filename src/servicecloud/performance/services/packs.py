"""Building the evidence pack of a frozen self-evaluation: at its approval or when a person asks, in the background, kept for download."""

import os
import uuid
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import msgspec
import structlog
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.seal import Head
from plumbline.forms.model import SelfEvaluation as Form
from plumbline.forms.writers import write
from plumbline.packs.model import CONTENT, FORM, MONEY, NUMBERS, PRINTS, RULEBOOK, SEAL, Manifest, PackedRow, encoded
from plumbline.packs.writing import PackWriter
from plumbline.rulebooks import load_rulebook
from servicecloud.activity.services import record_act
from servicecloud.errors import DomainError
from servicecloud.files import storage
from servicecloud.identity.models import User
from servicecloud.ledger.models import Snapshot
from servicecloud.ledger.registry import read_rule
from servicecloud.ledger.selectors.packing import covering_proof, entry_lines, frozen_sequences, seal_at
from servicecloud.performance import policies
from servicecloud.performance.models import DocumentVersion, EvidencePack, PackState, SelfEvaluation
from servicecloud.performance.pack_words import readme
from servicecloud.performance.reporting_errors import NotSubmittedError
from servicecloud.performance.selectors.packs import footer_of, money_of
from servicecloud.performance.selectors.projects import form_of, project_with_documents
from servicecloud.performance.values import EvaluationContent

log = structlog.get_logger(__name__)
_PIECE = 1 << 16
_PROGRESS = 5000


@transaction.atomic
def ask_for_pack(*, actor: User, project_id: int, address: str) -> EvidencePack:
    """Have the pack of the version submitted last built in the background; one that is there or under way is not built twice.

    `address` is where the head is published. Raises NotSubmittedError while nothing is frozen.
    """
    policies.check_can_read_projects(actor)
    project = project_with_documents(project_id)
    evaluation = getattr(project, "evaluation", None)
    if evaluation is None or evaluation.latest is None:
        raise NotSubmittedError
    asked = {"project": project, "asked_by": actor, "address": address[:300]}
    pack, is_new = EvidencePack.objects.select_for_update(of=("self",)).get_or_create(
        version=evaluation.latest, defaults=asked
    )
    if not is_new and pack.state != PackState.FAILED and (pack.state != PackState.READY or pack_path(pack).exists()):
        return pack
    record_act(actor=actor, verb="pack.asked", about=project, organisation=project.owner_id)
    _build_later(pack, asked_by=actor)
    pack.refresh_from_db()
    return pack


def prepare_pack(evaluation: SelfEvaluation) -> None:
    """Have the pack of what was just approved built in the background, so that it is there when somebody wants it."""
    if evaluation.approved is None:
        return
    address = f"{settings.SITE_URL}{reverse('portal:proof')}"
    pack, is_new = EvidencePack.everywhere.get_or_create(
        version=evaluation.approved, defaults={"project": evaluation.project, "address": address[:300]}
    )
    if is_new or pack.state == PackState.FAILED:
        _build_later(pack, asked_by=pack.asked_by)


def _build_later(pack: EvidencePack, *, asked_by: User | None) -> None:
    from servicecloud.performance.tasks import build_pack_task

    EvidencePack.everywhere.filter(pk=pack.pk).update(
        state=PackState.WAITING, entries_done=0, problem_zh="", problem_en="", finished_at=None, asked_by=asked_by
    )
    build_pack_task.enqueue(pack_id=pack.pk)


def build_pack(*, pack_id: int) -> EvidencePack:
    """Build one pack. What cannot be proved is not handed out: then the pack says why. Running again changes nothing."""
    pack = EvidencePack.objects.select_related("version", "project__owner", "project__department").get(pk=pack_id)
    if pack.state == PackState.READY and pack_path(pack).exists():
        return pack
    EvidencePack.objects.filter(pk=pack.pk).update(state=PackState.BUILDING)
    try:
        with translation.override("zh-hans"):
            _build(pack)
    except (DomainError, OSError) as error:
        log.warning("pack_failed", pack=pack.pk, error=str(error))
        said = error if isinstance(error, DomainError) else None
        EvidencePack.objects.filter(pk=pack.pk).update(
            state=PackState.FAILED,
            problem_zh=(said.message("zh") if said else str(error))[:500],
            problem_en=(said.message("en") if said else str(error))[:500],
            finished_at=timezone.now(),
        )
    pack.refresh_from_db()
    return pack


def pack_path(pack: EvidencePack) -> Path:
    """Return where the zip lies: in the private storage."""
    return storage.root() / "packs" / f"{pack.pk}.zip"


def _build(pack: EvidencePack) -> None:
    target = pack_path(pack)
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = target.with_suffix(f".{os.getpid()}.part")
    try:
        with draft.open("wb") as stream, PackWriter(stream, created_at=timezone.now()) as writer:
            _Building(pack, writer).run()
        with draft.open("rb") as made:
            digest, size = sha256(), 0
            while piece := made.read(_PIECE):
                digest.update(piece)
                size += len(piece)
        draft.replace(target)
    finally:
        draft.unlink(missing_ok=True)
    EvidencePack.objects.filter(pk=pack.pk).update(
        state=PackState.READY, sha256=digest.hexdigest(), size=size, finished_at=timezone.now()
    )


class _Building:
    """One pack on its way, member by member."""

    def __init__(self, pack: EvidencePack, writer: PackWriter) -> None:
        self.pack, self.writer, self.version = pack, writer, pack.version
        self.kept: dict[str, Any] = msgspec.json.decode(self.version.content)
        self.content = msgspec.convert(self.kept["content"], EvaluationContent, strict=False)
        self.form = form_of(self.version)
        self.done = 0

    def run(self) -> None:
        """Write everything."""
        content, add = self.content, self._add
        head = Head(content.head_digest, content.head_count) if content.head_digest else None
        add(CONTENT, self.version.content.encode())
        add(FORM, self.version.form.encode())
        self._prints()
        add(RULEBOOK, encoded(load_rulebook(content.rulebook)))
        add(MONEY, encoded(money_of(self.pack.project, until=content.as_of)))
        self._numbers(head)
        self._evidence()
        manifest = Manifest(
            as_of=content.as_of,
            created_at=self.writer.created_at,
            department=self.pack.project.department.name_zh,
            digest=self.version.digest,
            files=(),
            head=head,
            name=self.pack.project.name,
            rulebook=content.rulebook,
            unit=self.pack.project.owner.name_zh,
            version_number=self.version.number,
            year=self.pack.project.year,
        )
        for language, text in readme(manifest, address=self.pack.address):
            add(f"README.{language}.md", text.encode())
        self.writer.finish(manifest)

    def _add(self, path: str, data: bytes) -> None:
        self.writer.add(path, [data])

    def _prints(self) -> None:
        form = self.form
        if not isinstance(form, Form):
            return
        promised = DocumentVersion.objects.get(pk=self.kept["target"])
        footer = footer_of(self.content, promised, address=self.pack.address)
        for kind in PRINTS:
            self._add(f"form/self-evaluation.{kind}", write(form, to=kind, footer=footer))

    def _numbers(self, head: Head | None) -> None:
        taken = {row.snapshot: row.key for row in self.content.rows if row.snapshot is not None}
        snapshots = Snapshot.objects.in_bulk(list(taken))
        total = sum(each.counted for each in snapshots.values())
        EvidencePack.objects.filter(pk=self.pack.pk).update(entries_total=total)
        rows = []
        seal = seal_at(head.count, head.digest) if head is not None else None
        for place, row in enumerate(self.content.rows, start=1):
            snapshot = snapshots.get(row.snapshot or 0)
            if snapshot is None or seal is None or not isinstance(self.form, Form):
                continue
            packed = _packed(snapshot, place=place, key=row.key, name=self.form.indicators[place - 1].level3)
            places = frozen_sequences(snapshot)
            self.writer.add(packed.entries, self._counted(entry_lines(places, snapshot)))
            self.writer.add(packed.proof, covering_proof(places, seal))
            rows.append(packed)
        if seal is not None:
            self._add(SEAL, msgspec.json.encode(seal))
        self._add(NUMBERS, encoded(rows))

    def _counted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Pass the lines on, keeping how far the pack is."""
        for line in lines:
            self.done += 1
            if self.done % _PROGRESS == 0:
                EvidencePack.objects.filter(pk=self.pack.pk).update(entries_done=self.done)
            yield line

    def _evidence(self) -> None:
        for files in self.kept.get("files", {}).values():
            for file in files:
                self.writer.add(file["path"], _pieces(file["id"]))


def _packed(snapshot: Snapshot, *, place: int, key: str, name: str) -> PackedRow:
    rule: CountingRule = read_rule(snapshot.definition)
    return PackedRow(
        place=place,
        key=key,
        name=name,
        as_of=snapshot.as_of,
        rule=rule,
        number=snapshot.number,
        counted=snapshot.counted,
        entries_digest=snapshot.entries_digest,
        head=Head(snapshot.head_digest, snapshot.head_count),
        entries=f"entries/{place:03d}-{key}.ndjson",
        proof=f"proofs/{place:03d}-{key}.bin",
    )


def _pieces(file_id: str) -> Iterator[bytes]:

    with storage.path_of(uuid.UUID(file_id)).open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece
