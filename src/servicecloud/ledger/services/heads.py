"""Heads outside the database: a file beside it and mails to witnesses. A backup that is put back has older heads than they have."""

from pathlib import Path

import msgspec
from django.conf import settings
from django.core.mail import send_mail
from django.utils import translation
from django.utils.translation import gettext as _

from plumbline.evidence.seal import Head
from servicecloud.ledger.models import SealRecord
from servicecloud.ledger.tree import head_record


class KeptHead(msgspec.Struct, frozen=True):
    """One line of the file."""

    number: int
    digest: str
    count: int
    sealed_at: str


def keep_head_outside(record: SealRecord) -> None:
    """Append the head to the file of heads, which no backup of the database contains."""
    path = Path(settings.LEDGER_HEADS)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = KeptHead(record.number, record.digest, record.last, record.sealed_at.isoformat())
    with path.open("ab") as stream:
        stream.write(msgspec.json.encode(line) + b"\n")


def heads_outside() -> list[Head]:
    """Return the heads of the file, oldest first; a line cut off by a crash is left out."""
    path = Path(settings.LEDGER_HEADS)
    if not path.exists():
        return []
    found = []
    for line in path.read_bytes().splitlines():
        try:
            kept = msgspec.json.decode(line, type=KeptHead)
        except msgspec.DecodeError:
            continue
        found.append(Head(kept.digest, kept.count))
    return found


def mail_head_to_witnesses() -> int:
    """Send the present head to the named witnesses; return how many. Whoever keeps one can check everything up to it."""
    last = head_record()
    if last is None or not settings.LEDGER_WITNESSES:
        return 0
    with translation.override("zh-hans"):
        subject = _("存证链首：第%(number)s号封存，共%(count)s条") % {"number": last.number, "count": last.last}
        body = _(
            "截至%(at)s，存证台账共封存%(count)s条记录。\n\n链首（%(algorithm)s）：%(digest)s\n\n"
            "请保留本邮件。日后可用 plumbline verify 核对导出文件，或在 %(url)s/proof/ 查验。"
        ) % {
            "at": f"{last.sealed_at:%Y-%m-%d %H:%M:%S %Z}",
            "count": last.last,
            "algorithm": last.algorithm,
            "digest": last.digest,
            "url": settings.SITE_URL,
        }
    for address in settings.LEDGER_WITNESSES:
        send_mail(subject, body, None, [address])
    return len(settings.LEDGER_WITNESSES)
