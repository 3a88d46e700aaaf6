"""Filling an empty site with the demonstration. Runs again without changing anything; a larger scale only adds."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from plumbline.reference.size_class import Figures, classify
from servicecloud.boards.services.renewing import renew_due
from servicecloud.demo import city
from servicecloud.demo.desks import load_desks
from servicecloud.demo.ledger import load_ledger
from servicecloud.demo.library import age_library, load_library
from servicecloud.demo.oversight import load_oversight
from servicecloud.demo.people import ACCOUNTS, BODIES, PASSWORD
from servicecloud.demo.projects import SMALLEST_CITY, load_projects
from servicecloud.demo.published import load_published
from servicecloud.demo.reorganising import load_reorganisation
from servicecloud.demo.units import load_units
from servicecloud.directory.enums import ServiceField, Source
from servicecloud.directory.models import (
    Enterprise,
    EnterpriseClaim,
    EnterpriseFigures,
    Institution,
    Qualification,
    Region,
)
from servicecloud.directory.services.claims import request_claim
from servicecloud.directory.services.entries import section_of
from servicecloud.identity.enums import OrganisationKind
from servicecloud.identity.models import Membership, Organisation, Placement, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.table_statistics import refresh_statistics

_BATCH = 2000
_SINCE = date(2019, 1, 1)
_REFORM = date(2022, 7, 1)
_INSTITUTIONS = (
    ("澜川市砺行知识产权事务所", "Lixing Intellectual Property Office", ["intellectual_property", "law"]),
    ("澜川市衡远检测技术中心", "Hengyuan Testing Centre", ["inspection", "technology"]),
    ("澜川市朗川数字化服务中心", "Langchuan Digital Services", ["digital", "technology"]),
    ("澜川市沐林人才培训学校", "Mulin Training School", ["training"]),
    ("澜川市珩光融资担保公司", "Hengguang Financing Guarantee", ["finance"]),
    ("澜川市拓帆国际贸易促进社", "Tuofan Trade Promotion Society", ["market", "management"]),
)

_OTHERS = (
    ("质量管理体系认证", "Quality management certificate"),
    ("信息安全管理体系认证", "Information security certificate"),
)
_OTHER_ENDS = {0: (400, 33), 1: (33,), 2: (-12,)}
"""In how many days the other qualifications of some institutions end; the first of the first institution waits for verification."""

_INTRODUCTION_ZH = "面向全市中小企业提供公益性和市场化服务，首次咨询免费，承诺两个工作日内答复。"
_INTRODUCTION_EN = (
    "Serves enterprises of the whole city. The first consultation is free; answers within two working days."
)


def load(*, scale: int) -> int:
    """Bring the demonstration up to `scale` enterprises; return how many were added."""
    with transaction.atomic():
        Region.objects.bulk_create(
            [Region(code=code, name_zh=zh, name_en=en) for code, zh, en in city.DISTRICTS], ignore_conflicts=True
        )
    added = sum(_add_batch(batch) for batch in _missing(scale))
    if added:
        refresh_statistics()
    with transaction.atomic():
        _add_bodies()
        _add_institutions()
        _add_accounts()
        _add_claim()
    load_ledger(scale=scale)
    load_published()
    load_desks()
    load_library()
    if scale >= SMALLEST_CITY:
        load_projects()
        load_oversight()
        load_units()
        load_reorganisation()
        with scope_of_everything():
            renew_due()
    age_library()
    return added


def _missing(scale: int) -> Iterator[list[city.InventedEnterprise]]:
    have = Enterprise.everywhere.filter(source=Source.DEMONSTRATION).count()
    waiting = islice(city.enterprises(scale), have, None) if have < scale else iter(())
    while batch := list(islice(waiting, _BATCH)):
        yield batch


@transaction.atomic
def _add_batch(batch: list[city.InventedEnterprise]) -> int:
    rows = Enterprise.everywhere.bulk_create([_entry(invented) for invented in batch])
    figures = [
        EnterpriseFigures(enterprise=row, year=year, staff=staff, revenue_wan=revenue, assets_wan=assets)
        for row, invented in zip(rows, batch, strict=True)
        for year, staff, revenue, assets in invented.years
    ]
    EnterpriseFigures.everywhere.bulk_create(figures, batch_size=_BATCH)
    return len(rows)


def _entry(invented: city.InventedEnterprise) -> Enterprise:
    year, staff, revenue, assets = invented.years[-1]
    answer = classify(invented.industry, Figures(staff, revenue, assets), on=date(year, 12, 31))
    return Enterprise(
        credit_code=invented.credit_code,
        name_zh=invented.name_zh,
        name_en=invented.name_en,
        region_id=invented.district,
        industry=invented.industry,
        section=section_of(invented.industry),
        established_on=invented.established_on,
        contact_name=invented.contact_name,
        contact_phone=invented.contact_phone,
        size_class=answer.size.value if answer.size else "",
        size_year=year,
        source=Source.DEMONSTRATION,
    )


def _add_bodies() -> None:
    for body in BODIES:
        Organisation.everywhere.get_or_create(
            code=body.code,
            defaults={"kind": body.kind, "name_zh": body.name_zh, "name_en": body.name_en, "valid_from": _SINCE},
        )
    found = {body.code: body for body in Organisation.everywhere.filter(code__in=[body.code for body in BODIES])}
    for body in BODIES:
        if body.former_parent:
            Placement.everywhere.get_or_create(
                organisation=found[body.code],
                parent=found[body.former_parent],
                defaults={"valid_from": _SINCE, "valid_to": _REFORM},
            )
        if body.parent and found[body.code].valid_to is None:
            since = _REFORM if body.former_parent else _SINCE
            Placement.everywhere.get_or_create(
                organisation=found[body.code], parent=found[body.parent], valid_to=None, defaults={"valid_from": since}
            )


def _add_institutions() -> None:
    today = timezone.localdate()
    for number, (name_zh, name_en, fields) in enumerate(_INSTITUTIONS):
        row, is_new = Institution.everywhere.get_or_create(
            credit_code=city.credit_code(5_000_000 + number),
            defaults={
                "name_zh": name_zh,
                "name_en": name_en,
                "region_id": city.DISTRICTS[number][0],
                "address": f"望潮路{number + 1}8号",
                "contact_name": "马老师",
                "contact_phone": f"1990002{number:04d}",
                "introduction_zh": _INTRODUCTION_ZH,
                "introduction_en": _INTRODUCTION_EN,
                "fields_of_service": [ServiceField(field).value for field in fields],
            },
        )
        if is_new:
            Qualification.everywhere.bulk_create(_qualifications(row, number, today=today))


def _qualifications(row: Institution, number: int, *, today: date) -> list[Qualification]:
    """One that is good for years; of some institutions another one that has ended, ends soon, or waits for verification."""
    platform = Qualification(
        institution=row,
        name_zh="中小企业公共服务示范平台",
        name_en="Public service platform for SMEs",
        number=f"LJ-{number + 1:03d}",
        issued_by="澜川市经济和信息化局",
        valid_from=date(2023, 1, 1),
        valid_to=date(today.year + 1 + number % 3, 12, 31),
        verified_at=timezone.now(),
    )
    ends = [today + timedelta(days=days) for days in _OTHER_ENDS.get(number, ())]
    others = [
        Qualification(
            institution=row,
            name_zh=name_zh,
            name_en=name_en,
            number=f"QM-{number + 1:03d}{at + 1}",
            issued_by="澜川认证中心",
            valid_from=end - timedelta(days=3 * 365),
            valid_to=end,
            verified_at=None if at == number == 0 else timezone.now(),
        )
        for at, (end, (name_zh, name_en)) in enumerate(zip(ends, _OTHERS, strict=False))
    ]
    return [platform, *others]


def _add_accounts() -> None:
    known = set(User.objects.filter(is_demonstration=True).values_list("username", flat=True))
    password = make_password(PASSWORD)
    fresh = [account for account in ACCOUNTS if account.username not in known]
    User.objects.bulk_create(
        User(
            username=account.username,
            display_name=account.name_zh,
            display_name_en=account.name_en,
            email=f"{account.username}@lanchuan.example",
            phone=f"1990001{number:04d}",
            password=password,
            is_demonstration=True,
        )
        for number, account in enumerate(fresh)
    )
    users = {user.username: user for user in User.objects.filter(is_demonstration=True)}
    EmailAddress.objects.bulk_create(
        EmailAddress(user=users[account.username], email=users[account.username].email, verified=True, primary=True)
        for account in fresh
    )
    for account in fresh:
        for role in account.roles:
            Membership.everywhere.get_or_create(
                user=users[account.username], organisation=_organisation(account.body), role=role, ended_at=None
            )


def _add_claim() -> None:
    """Something waits in the operator's inbox: a newcomer asked for an enterprise."""
    visitor = User.objects.get(username="visitor", is_demonstration=True)
    if not EnterpriseClaim.objects.filter(claimant=visitor).exists():
        statement = "本人为公司行政主管，可拨打公司总机核实。"
        request_claim(actor=visitor, credit_code=city.credit_code(1_000_010), statement=statement)


def _organisation(body: str) -> Organisation:
    """Return a body by its code; `enterprise:0` and `institution:0` stand for claimed entries of the directory."""
    kind, _separator, number = body.partition(":")
    if not number:
        return Organisation.everywhere.get(code=body)
    entry: Enterprise | Institution
    if kind == "enterprise":
        entry = Enterprise.everywhere.get(credit_code=city.credit_code(1_000_000 + int(number)))
    else:
        entry = Institution.everywhere.get(credit_code=city.credit_code(5_000_000 + int(number)))
    if entry.workspace is None:
        entry.workspace = Organisation.everywhere.create(
            kind=OrganisationKind(kind),
            name_zh=entry.name_zh,
            name_en=entry.name_en,
            code=entry.credit_code,
            valid_from=_SINCE,
        )
        entry.save(update_fields=["workspace"])
    return entry.workspace
