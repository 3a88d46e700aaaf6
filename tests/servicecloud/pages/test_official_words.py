"""Prescribed words read in the reader's language; what somebody wrote stays as it is."""

import pytest
from django.template import Context, Template
from django.utils import translation


def shown(value: object, language: str) -> str:
    with translation.override(language):
        return Template("{{ value|official|stated }}").render(Context({"value": value}))


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("产出指标", "Output"),
        ("服务对象满意度指标", "Satisfaction of those served"),
        ("达成年度指标", "Achieved"),
        ("年度资金总额", "Total funds of the year"),
        ("其中：当年财政拨款", "of which fiscal appropriation of the year"),
        ("其中： 当年财政拨款", "of which fiscal appropriation of the year"),
        ("万元", "10,000 yuan"),
        ("元", "yuan"),
    ],
)
def test_a_prescribed_word_is_read_in_the_language_of_the_reader(word, english):
    assert shown(word, "en") == english
    assert "".join(shown(word, "zh-hans").split()) == "".join(word.split())


@pytest.mark.parametrize("text", ["≥120000.00(次)", "企业诉求处理", "其他", "2亿元"])
def test_what_is_not_prescribed_stays_as_it_is_printed(text):
    assert shown(text, "en") == text


def test_what_is_not_stated_stays_a_dash():
    assert shown(None, "en") == shown("", "en") == "—"
