"""The facts that rules share."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plumbline.audit.builders import fund, part, row, self_evaluation, target_table

from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.audit.context import AuditedForm
from plumbline.audit.file_rounding import FileRounding
from plumbline.audit.money_parts import parts_sum
from plumbline.audit.pairs import pairs_of
from plumbline.audit.precision import agrees
from plumbline.audit.similarity import contained, may_be_alike, similarity
from plumbline.audit.sources import cite
from plumbline.audit.taxonomy import dimension_of, fund_role_of
from plumbline.audit.wording import condensed, money, plain, said, shortened
from plumbline.rulebooks import load_rulebook

BOOK = load_rulebook("shanghai-2023")
TEXTS = st.text(alphabet="企业服务平台活动培训融资诉求办理年度目标完成情况", max_size=120)
CUT_OFF = fund(annual="758.11", executed="754.31", rate="99.49", score="9.94")
FULL = fund(executed="100.00", rate="100.00", score="10.00")


def facts(*rows, **changes) -> AuditedForm:
    return AuditedForm(self_evaluation(*rows, **changes), BOOK)


@pytest.mark.parametrize(
    ("level1", "level2", "expected"),
    [
        ("产出指标", "数量指标", "output"),
        ("效益指标", "社会效益指标", "benefit"),
        ("满意度指标", "服务对象满意度指标", "satisfaction"),
        ("效果目标", "满意度", "satisfaction"),
        ("投入与管理", "财务管理", "management"),
        ("影响力目标", "长效管理", "influence"),
        ("成本指标", "经济成本指标", "cost"),
        (None, "质量指标", "output"),
        (None, None, None),
    ],
)
def test_an_indicator_belongs_to_the_dimension_of_its_labels(
    level1: str | None, level2: str | None, expected: str | None
):
    assert dimension_of(level1, level2) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("年度资金总额", "total"),
        ("其中：当年财政拨款", "part"),
        ("上年结转资金", "part"),
        ("其他资金", "other"),
        ("其中：中央财政资金", "detail"),
    ],
)
def test_a_fund_row_is_a_total_or_a_part_by_its_name(name: str, expected: str):
    assert fund_role_of(name) == expected


def test_what_was_reached_is_compared_in_the_unit_of_the_target():
    assert facts(row(target="≥9000次", actual="1.8万次")).rows[0].ratio == 2
    assert facts(row(target="≥100家", actual="200家次")).rows[0].ratio is None


@pytest.mark.parametrize("text", [None, "", " — ", "无", "/", "不适用"])
def test_a_dash_says_nothing(text: str | None):
    assert said(text) is None


def test_figures_are_printed_without_needless_zeros():
    assert [plain(Decimal(text)) for text in ("9.50", "100.00", "0.00", "1E+2", "0.70")] == [
        "9.5",
        "100",
        "0",
        "100",
        "0.7",
    ]
    assert money(Decimal("406.301430"), "万元") == "406.30143万元"
    assert money(Decimal(650000), None) == "650,000"
    assert shortened("全年走访企业一百家", 5) == "全年走访…"


@given(exact=st.decimals("0", "100", places=6), limit=st.sampled_from([Decimal(0), Decimal("0.01")]))
def test_a_figure_agrees_with_itself_however_it_is_rounded(exact: Decimal, limit: Decimal):
    assert agrees(exact, exact, limit)
    assert agrees(exact.quantize(Decimal(1), "ROUND_HALF_UP"), exact, limit)
    assert agrees(exact.quantize(Decimal("0.1"), "ROUND_DOWN"), exact, limit)
    assert not agrees(exact.quantize(Decimal("0.01"), "ROUND_DOWN") + 1, exact, limit)


@given(one=TEXTS, other=TEXTS)
def test_similarity_is_a_share_and_the_quick_look_never_rules_out_a_copy(one: str, other: str):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == 1
    if contained(one, other) == 1:
        assert may_be_alike(one, other, least=0.9)


def test_texts_are_compared_by_their_words_alone():
    assert condensed("一、走访企业（100家）；") == condensed("一 走访企业 100家。")


def test_the_form_of_a_file_that_shows_no_rounding_follows_the_others():
    plain_form, telling = self_evaluation(funds=[FULL]), self_evaluation(funds=[CUT_OFF])

    rounding = FileRounding([plain_form, telling])

    assert rounding.of(plain_form) == "truncate"
    assert FileRounding([plain_form]).of(plain_form) is None


def test_a_form_that_names_no_year_is_told_by_its_rounding():
    unnamed = {
        "year": None,
        "expected_goal": "服务企业。",
        "supervising_department": "上海市某委员会",
        "title_printed": None,
    }
    form = self_evaluation(funds=[CUT_OFF], **unnamed)

    book, use = AutomaticRulebooks([form])(form)

    assert book.id == "shanghai-2023"
    assert use.certain


def test_a_form_before_every_rulebook_is_audited_under_the_national_one_and_said_to_be_uncertain():
    form = self_evaluation(year=2015)

    book, use = AutomaticRulebooks([form])(form)

    assert (book.id, use.certain) == ("national-2020", False)
    assert use.reason_zh
    assert use.reason_en


def test_pairs_are_the_forms_of_one_project_and_unit():
    promise, result, next_year = target_table(), self_evaluation(), self_evaluation(year=2024)
    stranger = self_evaluation(implementing_unit="望海市企业服务中心")
    undated = self_evaluation(year=None)

    pairs = pairs_of(AuditedForm(form, BOOK) for form in (result, promise, next_year, stranger, undated))

    found = [(pair.earlier.form, pair.later.form, pair.relation) for pair in pairs]
    assert found == [(promise, result, "promise_and_result"), (result, next_year, "year_on_year")]


def test_a_blank_part_may_be_what_is_missing():
    form = facts(funds=[fund(), part(annual="60.00"), part("其他资金", None, None, None)])

    found = parts_sum(form, form.money[0], "annual_budget", limit_wan=Decimal("0.01"))

    assert found is not None
    assert (found.gap, found.agrees, found.open) == (Decimal(-40), False, True)


def test_a_rule_cannot_cite_a_document_that_is_not_listed():
    with pytest.raises(KeyError):
        cite("no-such-document", "某条", "some article", "assumed")
