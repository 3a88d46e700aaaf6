"""Answers that repeat a promise as kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plumbline.audit.affirmed import affirms


@pytest.mark.parametrize(
    ("promise", "answer"),
    [
        ("通过验收", "已通过验收"),
        ("验收通过", "通过"),
        ("正常运行", "全年运行正常"),
        ("建立健全", "已建立健全"),
        ("无事故", "未发生事故"),
        ("不发生", "未发生"),
        ("按时完成", "已按时完成。"),
        ("有效保障", "得到有效保障"),
        ("良好", "优"),
        ("完成", "全部完成"),
        ("提升", "进一步提升"),
    ],
)
def test_the_promise_in_other_words_is_kept(promise: str, answer: str):
    assert affirms(promise, answer)


@pytest.mark.parametrize(
    ("promise", "answer"),
    [
        ("明显改善", "有所改善"),
        ("明显改善", "改善"),
        ("完成", "基本完成"),
        ("通过验收", "未通过验收"),
        ("无事故", "发生事故"),
        ("优", "良"),
        ("有效提升", "开展了多场活动"),
        ("通过验收", "正在整改"),
        ("建立", ""),
    ],
)
def test_a_weaker_word_or_another_matter_keeps_nothing(promise: str, answer: str):
    assert not affirms(promise, answer)


@given(st.text(min_size=1, max_size=20))
def test_the_promise_itself_is_kept(text: str):
    assert affirms(text, text)
