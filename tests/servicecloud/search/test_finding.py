"""Finding on the database in use: words, reach, facets, suggestions, and an index that follows its table."""

import contextlib
import random
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from tests.servicecloud.factories import EnterpriseFactory, InstitutionFactory, RegionFactory

from servicecloud.demo.city import enterprises
from servicecloud.directory.models import Enterprise, Qualification
from servicecloud.directory.search_sources import ENTERPRISE, INSTITUTION
from servicecloud.directory.services.entries import edit_enterprise
from servicecloud.directory.services.institutions import verify_qualification
from servicecloud.directory.services.merging import merge_enterprises
from servicecloud.search import fulltext, services
from servicecloud.search.models import CommonWord, SearchEntry
from servicecloud.search.selectors import SearchFilter, search, suggestions
from servicecloud.search.sources import Found

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("everything")]
ANYBODY = AnonymousUser()


def titles(text: str, **narrowed: str) -> list[str]:
    found = search(text, actor=ANYBODY, wanted=SearchFilter(**narrowed), per_page=100)
    return ["".join(piece.text for piece in hit.title) for hit in found.hits]


def keep(*names: str, **common: object) -> None:
    services.put(
        "test.thing", [Found(str(number), name, is_public=True, **common) for number, name in enumerate(names)]
    )


def test_a_name_is_found_by_words_of_it_in_any_order():
    keep("澜川市远桥通用机械有限公司", "澜川市近水食品有限公司")

    assert titles("机械 远桥") == ["澜川市远桥通用机械有限公司"]
    assert titles("桥通") == ["澜川市远桥通用机械有限公司"]


def test_a_synonym_finds_what_the_word_itself_would_miss():
    keep("小微企业贷款贴息", "园区停车管理")

    assert titles("融资") == ["小微企业贷款贴息"]


def test_when_nothing_has_all_the_words_what_has_some_is_shown_and_said():
    keep("专利申请指南", "展会报名")

    found = search("专利 火箭发射", actor=ANYBODY)

    assert found.is_loose
    assert [hit.object_id for hit in found.hits] == ["0"]


def test_a_title_counts_for_more_than_a_text():
    services.put("test.thing", [
        Found("1", "活动通知", body="数字化转型 " * 3, is_public=True),
        Found("2", "数字化转型行动方案", body="通知", is_public=True),
    ])  # fmt: skip

    assert titles("数字化转型")[0] == "数字化转型行动方案"


def test_the_beginning_of_a_credit_code_finds_its_enterprise():
    enterprise = EnterpriseFactory()
    services.reindex()

    assert enterprise.name_zh in titles(enterprise.credit_code[:14])
    assert titles(enterprise.credit_code) == [enterprise.name_zh]
    assert enterprise.name_zh in titles(enterprise.credit_code[:17])


def test_what_is_not_public_is_found_by_those_who_see_its_organisation_only(town):
    services.put("test.thing", [
        Found("1", "内部评审意见", organisation_id=town.organisations["unit"].pk),
        Found("2", "内部评审通知", is_public=True),
        Found("3", "内部评审底稿"),
    ])  # fmt: skip

    def found_by(person: str) -> list[str]:
        return sorted(hit.object_id for hit in search("内部评审", actor=town.people[person]).hits)

    assert sorted(hit.object_id for hit in search("内部评审", actor=ANYBODY).hits) == ["2"]
    assert found_by("neighbour") == ["2"]
    assert found_by("visitor") == ["2"]
    assert found_by("project") == ["1", "2"]
    assert found_by("department") == ["1", "2"]
    assert found_by("operator") == ["1", "2", "3"]
    assert [hit.object_id for hit in suggestions("内部评审底", actor=town.people["project"])] == []


def test_facets_count_what_was_found_and_narrow_it():
    here, there = RegionFactory(), RegionFactory(code="R2", name_zh="听涛区")
    for region in (here, here, there):
        EnterpriseFactory(region=region)
    InstitutionFactory(region=there)
    services.reindex()

    found = search("试样", actor=ANYBODY)

    assert found.facets["kind"] == [(ENTERPRISE, 3), (INSTITUTION, 1)]
    assert found.facets["region"] == [("R1", 2), ("R2", 2)]
    assert len(titles("试样", region="R2", kind=ENTERPRISE)) == 1


def test_a_question_costs_few_queries(queries):
    keep("远桥机械")
    before = len(queries)

    search("远桥 机械", actor=ANYBODY)

    assert len(queries) - before <= 3


def test_of_very_many_hits_the_first_are_ranked_and_the_count_says_more(monkeypatch):
    monkeypatch.setattr("servicecloud.search.selectors.MOST_COUNTED", 20)
    keep(*[f"第{number}号机械厂" for number in range(30)])

    found = search("机械厂", actor=ANYBODY, per_page=5)

    assert (found.total, found.is_more, len(found.hits)) == (20, True, 5)


def test_suggestions_begin_with_what_is_typed():
    keep("远桥通用机械", "远帆物流", "近水食品")

    found = ["".join(piece.text for piece in hit.title) for hit in suggestions("远", actor=ANYBODY)]

    assert sorted(found) == ["远帆物流", "远桥通用机械"]
    assert suggestions("  ", actor=ANYBODY) == []


@pytest.mark.parametrize(
    "text", ['"', "'", "a\"b'c", "AND", "OR NOT", "*", "(((", "tokens_title:机械", "\\", "\x00", "%", ":*"]
)
def test_signs_with_a_meaning_to_the_database_are_only_signs(text):
    keep("远桥机械")

    search(text, actor=ANYBODY)
    suggestions(text, actor=ANYBODY)


@pytest.mark.parametrize("rare", ["𠮷", "𫠠", "𰀀", "㐂"])
def test_a_rare_character_is_found_or_ignored_and_never_an_error(rare):
    keep(f"{rare}祥食品", "近水食品")

    assert f"{rare}祥食品" in titles(f"{rare}祥 食品")
    search(rare, actor=ANYBODY)
    suggestions(rare, actor=ANYBODY)


def test_the_index_follows_every_change_of_its_table():
    keep("远桥机械", "近水食品")
    keep("远桥软件")
    SearchEntry.everywhere.filter(title="近水食品").delete()

    assert titles("机械") == []
    assert titles("软件") == ["远桥软件"]
    assert titles("食品") == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {fulltext.INDEX}({fulltext.INDEX}, rank) VALUES ('integrity-check', 1)")


def test_what_a_failed_transaction_indexed_was_never_found():
    with contextlib.suppress(RuntimeError), transaction.atomic():
        keep("远桥机械")
        raise RuntimeError

    assert titles("远桥") == []


def test_catching_up_finds_what_changed_by_any_way_and_reindexing_forgets_what_is_gone():
    first = EnterpriseFactory(name_zh="澜川市旧名机械厂")
    services.catch_up(now=timezone.now())
    Enterprise.everywhere.filter(pk=first.pk).update(name_zh="澜川市新名机械厂", updated_at=timezone.now())
    second = EnterpriseFactory(name_zh="澜川市后来食品厂")
    services.catch_up(now=timezone.now() + timedelta(seconds=1))

    assert titles("旧名") == []
    assert titles("新名") == ["澜川市新名机械厂"]
    assert titles("后来") == ["澜川市后来食品厂"]

    second.delete()
    services.reindex(kinds=[ENTERPRISE])
    assert titles("后来") == []


def test_a_merged_or_closed_enterprise_is_not_public_any_more(town):
    enterprise = EnterpriseFactory(state="closed", name_zh="澜川市歇业机械厂")
    services.index_objects(kind=ENTERPRISE, ids=[enterprise.pk])

    assert titles("歇业") == []
    assert len(search("歇业", actor=town.people["operator"]).hits) == 1


def test_words_that_nearly_everything_contains_narrow_nothing():
    keep(*[f"澜川市{first}{second}有限公司" for first in "甲乙丙丁戊己" for second in "子丑寅卯"], "澜川市甲子研究所")
    services.note_common_words()

    assert CommonWord.objects.filter(word="有限公司").exists()
    assert set(titles("甲子 有限公司")) == {"澜川市甲子有限公司", "澜川市甲子研究所"}
    assert len(titles("有限公司")) == 24


def test_the_command_indexes_everything_and_says_how_far_it_is():
    EnterpriseFactory.create_batch(3)
    said = StringIO()

    call_command("reindex", stdout=said)

    assert "directory.enterprise: 3 / 3" in said.getvalue()
    assert SearchEntry.everywhere.count() == 3


def test_ninety_five_of_a_hundred_names_are_found_by_a_few_of_their_characters_within_the_first_ten():
    names = [invented.name_zh for invented in enterprises(1500)]
    keep(*names)
    services.note_common_words()
    draw = random.Random(20260301)
    asked = found = 0
    while asked < 200:
        name = draw.choice(names)
        start = draw.randrange(3, 6)
        piece = name[start : start + draw.randrange(3, 7)]
        if sum(piece in other for other in names) > 10:
            continue
        asked += 1
        found += name in [
            "".join(part.text for part in hit.title) for hit in search(piece, actor=ANYBODY, per_page=10).hits
        ]

    assert found / asked >= 0.95


def test_the_page_marks_the_words_and_keeps_its_state_in_the_address(town, client):
    services.reindex()

    page = client.get("/search/?q=试样 机械&kind=directory.enterprise").content.decode()

    assert "<mark>" in page
    assert "kind=directory.enterprise" in page
    assert f"/enterprises/{town.free.credit_code}/" in page


def test_the_office_finds_its_own_pages(town, sign_in):
    services.reindex()

    page = sign_in(town.people["operator"]).get("/office/search/?q=试样").content.decode()

    assert f"/office/enterprises/{town.free.pk}/" in page


def test_suggestions_are_links(town, client):
    services.reindex()

    given = client.get("/search/suggest/?q=试").content.decode()

    assert f'href="/enterprises/{town.free.credit_code}/"' in given


@pytest.mark.parametrize(
    "address", ["/search/", "/search/?q=", "/search/?q=火星&page=x", "/search/?q=火星&page=-3&kind=no&region=no"]
)
def test_an_odd_address_is_a_page_like_any_other(client, address):
    assert client.get(address).status_code == 200


@pytest.mark.skipif(connection.vendor != "sqlite", reason="on PostgreSQL the index is a column of the table")
def test_reindexing_mends_an_index_that_lost_its_triggers():
    keep("远桥机械")
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {fulltext.INDEX}_update")
    keep("远桥软件")
    assert titles("机械") == ["远桥软件"]

    services.reindex()

    assert titles("软件") == ["远桥软件"]
    assert titles("机械") == []
    keep("远桥食品")
    assert titles("软件") == []


def test_an_edited_enterprise_is_found_by_its_new_name_at_once(town):
    actor, enterprise = town.people["operator"], town.free

    edit_enterprise(actor=actor, enterprise_id=enterprise.pk, expected=1, values={"name_zh": "澜川市更名后食品厂"})

    assert titles("更名后") == ["澜川市更名后食品厂"]


def test_an_absorbed_enterprise_is_found_no_more(town):
    merge_enterprises(
        actor=town.people["operator"], survivor_id=town.enterprise.pk, absorbed_id=town.free.pk, reason="重复登记"
    )

    assert titles(town.free.credit_code) == []
    assert titles(town.enterprise.credit_code) == [town.enterprise.name_zh]


def test_a_qualification_is_found_only_while_it_is_verified_and_in_force(town):
    keeper = town.people["operator"]
    institution = InstitutionFactory(name_zh="澜川市试样服务社")
    today = timezone.localdate()
    values = {
        "name_zh": "琥珀认证",
        "name_en": "",
        "number": "1",
        "issued_by": "",
        "valid_from": today,
        "valid_to": today,
    }
    own = Qualification.everywhere.create(institution=institution, **values)
    services.catch_up(now=timezone.now())
    assert titles("琥珀") == []

    verify_qualification(actor=keeper, qualification_id=own.pk)
    assert titles("琥珀") == ["澜川市试样服务社"]

    Qualification.everywhere.filter(pk=own.pk).update(
        valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1)
    )
    services.catch_up(now=timezone.now())
    assert titles("琥珀") == []


def test_a_title_with_just_what_was_typed_comes_first():
    keep("通用机械远桥", "澜川市城东远桥通用机械设备制造有限责任公司")

    first, *_others = search("远桥通用机械", actor=ANYBODY).hits

    assert "".join(piece.text for piece in first.title).startswith("澜川市城东远桥通用机械")
