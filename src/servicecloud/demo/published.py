"""The forms of another city: the figures of forms that were really published, every name and sentence invented.

They are collected as a department would collect them, so that the open library shows what the audit finds in such forms.
"""

from datetime import date
from pathlib import Path
from typing import NamedTuple

from servicecloud.collection.models import CollectedFile
from servicecloud.collection.services import Origin, collect
from servicecloud.identity.models import User

FOLDER = Path(__file__).with_name("published")


class _File(NamedTuple):
    name: str
    publisher_zh: str
    publisher_en: str
    published_on: date
    rulebook: str


_FILES = (
    _File(
        "coordination-office-2022.txt",
        "望屿市企业协调服务办公室",
        "Wangyu Office for the Coordination of Enterprise Services",
        date(2023, 4, 28),
        "shanghai-2022",
    ),
    _File(
        "service-centre-2023.txt",
        "望屿市企业服务中心",
        "Wangyu Enterprise Service Centre",
        date(2024, 8, 30),
        "shanghai-2023",
    ),
    _File(
        "trade-federation-2023.txt",
        "望屿市商贸联合会",
        "Wangyu Federation of Trade and Commerce",
        date(2024, 9, 6),
        "shanghai-2023",
    ),
)


def load_published() -> None:
    """Collect what is not there yet."""
    actor = User.objects.get(username="bureau", is_demonstration=True)
    known = set(CollectedFile.everywhere.values_list("file_name", flat=True))
    for file in _FILES:
        if file.name not in known:
            origin = Origin(
                publisher_zh=file.publisher_zh,
                publisher_en=file.publisher_en,
                place_zh="望屿市",
                place_en="Wangyu",
                published_on=file.published_on,
            )
            data = (FOLDER / file.name).read_bytes()
            collect(actor=actor, data=data, name=file.name, origin=origin, rulebook=file.rulebook)
