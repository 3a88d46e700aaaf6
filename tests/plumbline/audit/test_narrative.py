"""Figures in running text."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.audit.narrative import figures_of, in_band, speaks_of


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("处理诉求2145件", "2145", "2145"),
        ("处理诉求超2145件", "2145", "2359.5"),
        ("访问量超1057万", "10570000", "11627000"),
        ("访问量突破4.7亿次", "470000000", "517000000"),
        ("培育企业400多家", "400", "500"),
        ("更新法规1300余条", "1300", "1430"),
        ("服务企业近120万家次", "1080000", "1200000"),
        ("覆盖企业15万家", "145000", "155000"),
        ("覆盖企业15.2万家", "151500", "152500"),
        ("覆盖企业约200家", "100", "300"),
        ("服务企业1,065人次", "1065", "1065"),
        ("培训3000人以上", "3000", "4000"),
    ],
)
def test_a_figure_is_read_with_what_bounds_it(text: str, low: str, high: str):
    (figure,) = figures_of(text)

    assert (figure.low, figure.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    "text",
    [
        "累计超131万个",
        "其中线上48场",
        "2023年走访",
        "比上年多12家",
        "第7次会议以来办理90件",
        "等保2级测评",
        "截至年底共有330家",
        "月均审核12家",
        "50佳评选",
    ],
)
def test_totals_parts_other_years_and_names_are_no_results(text: str):
    assert figures_of(text) == ()


def test_each_figure_has_the_words_before_it():
    figures = figures_of("新增服务产品2527个和服务机构31家")

    assert [figure.clause.split("\x00")[0] for figure in figures] == ["新增服务产品", "和服务机构"]


def test_a_figure_speaks_of_the_indicator_that_counts_the_same_thing():
    (figure,) = figures_of("撮合服务订单超4.7万个")

    assert speaks_of(figure, "企业服务云完成服务订单量", "次")
    assert not speaks_of(figure, "新增服务产品数", "个")
    assert not speaks_of(figure, "服务订单企业数", "家")


@given(st.integers(1, 10**9), st.sampled_from(["", "超", "近", "约"]))
def test_a_band_always_holds_the_printed_number(number: int, word: str):
    (figure,) = figures_of(f"服务订单{word}{number}个")

    assert in_band(figure, Decimal(number), "个")


@given(st.text(alphabet="服务企业订单超近万亿0123456789.,，。个家次年%", max_size=60))
def test_any_text_can_be_read(text: str):
    for figure in figures_of(text):
        assert figure.low <= figure.high
