"""A whole evidence pack made by hand: a small ledger, a frozen form with one number of it, its prints, its money."""

import hashlib
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from tests.examples.forms import GOOD_SELF_EVALUATION
from tests.plumbline.evidence.chains import Ledger

from plumbline.evidence.covering import covering_digests
from plumbline.evidence.entry import canonical_bytes, entry_digest
from plumbline.evidence.export import entry_line
from plumbline.evidence.hashing import hasher
from plumbline.evidence.measures import CountingRule, DimensionFilter
from plumbline.forms.model import SelfEvaluation
from plumbline.forms.reading import read_forms
from plumbline.forms.serialisation import to_json
from plumbline.forms.writers import write
from plumbline.packs import Manifest, PackedFile, PackedRow, PackWriter
from plumbline.packs.model import Money, MoneyLine, MoneyMove, encoded
from plumbline.rulebooks import load_rulebook

Members = dict[str, bytes]
Change = Callable[[Members], None]

AS_OF = date(2023, 12, 31)
MADE_AT = datetime(2024, 1, 20, 9, tzinfo=UTC)
RULEBOOK = "shanghai-2022"
LEDGER = Ledger([5, 9])
PLACE = 2
"""The row of the form whose number comes from the ledger: the odd ones among fourteen entries."""
RULE = CountingRule(
    measure="appeals.closed",
    version=1,
    title_zh="办结诉求",
    title_en="Appeals closed",
    counts_zh="东港区已办结的诉求",
    counts_en="appeals closed in Donggang",
    unit="件",
    aggregation="count",
    filters=(DimensionFilter(dimension="district", title_zh="区", title_en="district", values=("东港区",)),),
)


def _form() -> SelfEvaluation:
    """The good self-evaluation with the number of our ledger, as it reads back from Word: every figure is parsed."""
    rows = list(GOOD_SELF_EVALUATION.indicators)
    row = rows[PLACE - 1]
    printed = msgspec.structs.replace(row.printed, target="≥5(件)", actual="7(件)")
    rows[PLACE - 1] = msgspec.structs.replace(row, printed=printed)
    (form,) = read_forms(
        write(msgspec.structs.replace(GOOD_SELF_EVALUATION, indicators=tuple(rows)), to="docx"), ""
    ).forms
    assert isinstance(form, SelfEvaluation)
    return form


FORM = _form()


class _Store:
    def leaves(self, start: int, stop: int) -> list[bytes]:
        return LEDGER.digests()[start:stop]

    def subtrees(self, _keys: object) -> dict[Any, bytes]:
        return {}


def packed_row() -> PackedRow:
    own = [entry for entry in LEDGER.entries if entry.dimensions["district"] == "东港区"]
    listed = hasher(LEDGER.algorithm).start_list()
    for entry in own:
        listed.update(entry_digest(entry, algorithm=LEDGER.algorithm))
    return PackedRow(
        place=PLACE,
        key="appeals",
        name=FORM.indicators[PLACE - 1].level3,
        as_of=AS_OF,
        rule=RULE,
        number=Decimal(len(own)),
        counted=len(own),
        entries_digest=listed.finalize().hex(),
        head=LEDGER.head,
        entries="entries/002-appeals.ndjson",
        proof="proofs/002-appeals.bin",
    )


@cache
def members() -> Members:
    """Everything of a pack that is unaltered, but its manifest. Copy before you change."""
    own = [at for at, entry in enumerate(LEDGER.entries) if entry.dimensions["district"] == "东港区"]
    row = packed_row()
    lines = [entry_line(canonical_bytes(LEDGER.entries[at]), sequence=at + 1, algorithm=LEDGER.algorithm) for at in own]
    proof = covering_digests(_Store(), own, count=len(LEDGER.entries), algorithm=LEDGER.algorithm)
    kept = [
        {"key": "appeals" if place == PLACE else f"r{place}", "snapshot": 1 if place == PLACE else None}
        for place in range(1, 9)
    ]
    attached = b"1,2\n"
    content = {
        "content": {
            "as_of": AS_OF,
            "rulebook": RULEBOOK,
            "rows": kept,
            "head_digest": LEDGER.head.digest,
            "head_count": LEDGER.head.count,
        },
        "files": {"r1": [{"path": "files/r1/01-名单.csv", "sha256": hashlib.sha256(attached).hexdigest()}]},
    }
    money = Money(
        lines=(MoneyLine(source="当年财政拨款", initial_yuan=Decimal("7580000.00")),),
        changes=(),
        payments=(
            MoneyMove(source="当年财政拨款", on=date(2023, 6, 1), amount_yuan=Decimal("7432200.00"), mark="凭证1"),
        ),
    )
    footer = ("实际完成值截至 2023-12-31，取自存证台账。",)
    return {
        "form/content.json": msgspec.json.encode(content),
        "form/self-evaluation.json": to_json(FORM),
        **{f"form/self-evaluation.{kind}": write(FORM, to=kind, footer=footer) for kind in ("docx", "xlsx", "pdf")},
        "rulebook.json": encoded(load_rulebook(RULEBOOK)),
        "money.json": encoded(money),
        "numbers.json": encoded((row,)),
        row.entries: b"".join(lines),
        row.proof: b"".join(proof),
        "ledger/seal.json": msgspec.json.encode(LEDGER.seals[-1]),
        "files/r1/01-名单.csv": attached,
        "README.zh.md": "说明\n".encode(),
    }


def manifest_of(held: Members, **changes: Any) -> Manifest:
    """The manifest that fits these members; the digest of the form follows them as well."""
    values: dict[str, Any] = {
        "as_of": AS_OF,
        "created_at": MADE_AT,
        "department": "澜川市中小企业发展局",
        "digest": hashlib.sha256(
            held.get("form/content.json", b"") + held.get("form/self-evaluation.json", b"")
        ).hexdigest(),
        "files": tuple(
            PackedFile(path=path, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
            for path, data in sorted(held.items())
        ),
        "head": LEDGER.head,
        "name": "企业服务专项",
        "rulebook": RULEBOOK,
        "unit": "澜川市企业服务中心",
        "version_number": 1,
        "year": 2023,
    }
    return Manifest(**(values | changes))


def write_pack(path: Path, change: Change | None = None, **changes: Any) -> Path:
    """Write a pack whose manifest fits whatever `change` did to the members; `changes` are the manifest's own."""
    held = dict(members())
    if change is not None:
        change(held)
    with path.open("wb") as stream, PackWriter(stream, created_at=MADE_AT) as writer:
        for name, data in held.items():
            writer.add(name, [data])
        writer.finish(manifest_of(held, **changes))
    return path


def write_zip(path: Path, held: Members, manifest: Manifest, **named: Any) -> Path:
    """Write a pack as another program would; `named` go to each member, `compression` above all."""
    with zipfile.ZipFile(path, "w", **named) as archive:
        for name, data in [*held.items(), ("manifest.json", encoded(manifest))]:
            archive.writestr(name, data)
    return path
