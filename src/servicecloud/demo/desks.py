"""Desks of the demonstration that the cycle does not reach: an import to confirm, a file to withdraw. Runs once."""

import hashlib
from datetime import date, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from servicecloud.collection.models import CollectedFile
from servicecloud.collection.services import Origin, collect
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.facts import civil_date
from servicecloud.ledger.models import Register
from servicecloud.ledger.services.register_imports import check_import, start_import
from servicecloud.ledger.services.registers import define_register

_OPERATOR, _ADMINISTRATOR, _ORGANISER, _EDITOR = "LJ-YY", "operator", "events", "policy"
_TITLE, _FILE = "活动签到", "活动签到-上月.csv"
_VISITS = (("供需对接会", 6), ("数字化转型公开课", 9), ("融资路演", 7))
_UNCLEAN = "service-station-2023.txt"
_FOLDER = Path(__file__).with_name("unpublished")


def load_desks() -> None:
    """Add what is not there yet."""
    with scope_of_everything():
        _import_to_confirm()
        _file_to_withdraw()


def _import_to_confirm() -> None:
    """The organiser uploaded the attendance of last month; the rows were checked and wait for a yes."""
    owner = Organisation.everywhere.get(code=_OPERATOR)
    if Register.everywhere.filter(owner=owner, title_zh=_TITLE).exists():
        return
    with transaction.atomic():
        register = define_register(
            actor=User.objects.get(username=_ADMINISTRATOR),
            owner=owner,
            values={
                "title_zh": _TITLE,
                "title_en": "Attendance of events",
                "counts_zh": "到场签到的企业",
                "counts_en": "enterprises that signed in",
                "unit": "家次",
                "counting": "sum",
                "has_subject": False,
                "evidence": "签到表",
                "dimensions": [],
            },
        )
        content = _attendance(civil_date(timezone.now())).encode("utf-8-sig")
        run = start_import(
            actor=User.objects.get(username=_ORGANISER),
            register_id=register.pk,
            file_name=_FILE,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    check_import(run_id=run.pk)


def _attendance(today: date) -> str:
    """Return a table of last month: one row each time, one of them without a number, which is refused with its reason."""
    last = today.replace(day=1) - timedelta(days=1)
    lines = ["发生日期,数量,单位,事项,佐证材料"]
    for at, (name, days) in enumerate(_VISITS, start=1):
        lines += [f"{last.replace(day=day)},{20 + day},家次,{name},签到表 {at}-{day:02d}" for day in range(1, days + 1)]
    return "\n".join([*lines, f"{last},,家次,供需对接会,签到表补页"]) + "\n"


def _file_to_withdraw() -> None:
    """The editor collected a form that names a contact's telephone: it is hidden from the public and is to be withdrawn."""
    if CollectedFile.everywhere.filter(file_name=_UNCLEAN).exists():
        return
    origin = Origin(
        publisher_zh="望屿市企业服务站",
        publisher_en="Wangyu Enterprise Service Station",
        place_zh="望屿市",
        place_en="Wangyu",
        published_on=date(2024, 9, 13),
    )
    actor = User.objects.get(username=_EDITOR, is_demonstration=True)
    data = (_FOLDER / _UNCLEAN).read_bytes()
    collect(actor=actor, data=data, name=_UNCLEAN, origin=origin, rulebook="shanghai-2023")
