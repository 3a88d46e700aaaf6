import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import msgspec
import pytest
from hypothesis import given, settings
from tests.effort import tries
from tests.plumbline.forms.strategies import whole_forms

from plumbline.errors import InvalidFormJsonError
from plumbline.forms.model import Form, Indicator, PrintedIndicator, SelfEvaluation, TargetTable
from plumbline.forms.places import Cell, ReadingProblem
from plumbline.forms.serialisation import (
    content,
    forms_from_json,
    from_json,
    json_schema,
    same_content,
    to_builtins,
    to_json,
)
from plumbline.forms.values import TargetValue

SCHEMA_PAGE = Path(__file__).parents[3] / "docs" / "reference" / "form.schema.json"
SMALLEST = {"kind": "self_evaluation", "source": "甲.docx", "ordinal": 1, "layout": "shanghai-self-evaluation"}


def _json(**changes: object) -> bytes:
    return json.dumps(SMALLEST | changes).encode()


@given(form=whole_forms())
@settings(max_examples=tries(30), deadline=None)
def test_json_keeps_every_form_to_the_letter(form: Form):
    assert from_json(to_json(form)) == form
    assert from_json(to_json(form, indent=2)) == form
    assert forms_from_json(b"[" + to_json(form) + b"," + to_json(form) + b"]") == (form, form)


@given(form=whole_forms())
@settings(max_examples=tries(20), deadline=None)
def test_the_schema_accepts_every_form(form: Form):
    jsonschema.Draft202012Validator(json_schema()).validate(to_builtins(form))


def test_the_schema_refuses_a_form_without_its_source():
    broken = {key: value for key, value in SMALLEST.items() if key != "source"}

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(json_schema()).validate(broken)


def test_the_published_schema_is_the_one_of_the_model():
    assert json.loads(SCHEMA_PAGE.read_text(encoding="utf-8")) == json_schema()


def test_every_key_of_a_self_evaluation_is_present_when_nothing_is_printed():
    printed = json.loads(to_json(from_json(_json())))

    assert next(iter(printed)) == "kind"
    expected = (
        "source ordinal kind title_printed year project_name money_unit_label problems supervising_department implementing_unit "
        "expected_goal actual_completion funds total_weight_printed total_score_printed grade_printed empty_level2 indicators"
    )
    assert set(expected.split()) <= set(printed)
    assert printed["project_name"] is None


def test_the_level2_labels_of_empty_rows_are_listed():
    row = {
        "level1": "产出指标",
        "level2": "成本指标",
        "cell": {"file": "甲.docx", "part": "table:1", "row": 9, "column": 2},
    }

    assert to_builtins(from_json(_json(empty_rows=[row])))["empty_level2"] == ["成本指标"]


def test_numbers_keep_their_digits():
    row = {
        "name": "年度资金总额",
        "cell": {"file": "甲", "part": "text", "row": 1, "column": 1},
        "printed": {},
        "executed": "250000.00",
    }

    form = from_json(_json(funds=[row]))

    assert isinstance(form, SelfEvaluation)
    assert str(form.funds[0].executed) == "250000.00"
    assert json.loads(to_json(form))["funds"][0]["executed"] == "250000.00"


@pytest.mark.parametrize(
    ("data", "path", "words"),
    [
        (_json(ordinal="一"), "$.ordinal", "应为 int，实为 str"),
        (_json(kind="budget"), "$.kind", "不在允许的范围内"),
        (_json(funds=[{"name": "年度资金总额"}]), "$.funds[0]", "缺少必填的键 cell"),
        (b"[" + _json() + b"," + _json(year=[]) + b"]", "$[1].year", "应为 int | null，实为 array"),
        (_json(source="甲", indicators=[{"level3": 1}]), "$.indicators[0]", ""),
        (b"{}", "$", "缺少必填的键 kind"),
        (b"7", "$", "应为 object，实为 int"),
        (b"", "", "不是完整的 JSON"),
        (b'{"kind": "target"', "", "不是完整的 JSON"),
        (b"\xff\xfe", "", "不是完整的 JSON"),
        (b'{"kind": "target", "source": "\xff"}', "", "不是完整的 JSON"),
    ],
)
def test_a_faulty_json_is_refused_with_the_path_of_the_fault(data: bytes, path: str, words: str):
    with pytest.raises(InvalidFormJsonError) as refused:
        forms_from_json(data)

    assert path in refused.value.message("zh")
    assert path in refused.value.message("en")
    assert words in refused.value.message("zh")


@pytest.mark.parametrize("bound", ["许多", "NaN", "Infinity", "", "1E+999999999"])
def test_a_bound_that_is_no_sensible_number_is_refused(bound: str):
    indicator = {
        "level1": None,
        "level2": None,
        "level3": "走访企业数",
        "shifted": False,
        "cell": {"file": "甲", "part": "text", "row": 1, "column": 1},
        "printed": {},
        "target": {"raw": "≥1", "operator": ">=", "low": bound},
    }

    with pytest.raises(InvalidFormJsonError, match=r"\$\.indicators\[0\]\.target\.low"):
        from_json(_json(indicators=[indicator]))


def test_an_amount_that_is_not_finite_is_refused():
    row = {
        "name": "年度资金总额",
        "cell": {"file": "甲", "part": "text", "row": 1, "column": 1},
        "printed": {},
        "executed": "NaN",
    }

    with pytest.raises(InvalidFormJsonError, match=r"\$\.funds\[0\]\.executed"):
        from_json(_json(funds=[row]))


def test_endless_nesting_is_refused():
    value = b'{"raw": "1", "operator": "=", "parts": ['
    cell = b'{"file": "", "part": "", "row": 1, "column": 1}'
    head = b'"level1": null, "level2": null, "level3": "", "shifted": false, "printed": {}, "cell": ' + cell
    nested = b'{"target": ' + value * 50_000 + b"]}" * 50_000 + b", " + head + b"}"

    with pytest.raises(InvalidFormJsonError):
        from_json(_json()[:-1] + b', "indicators": [' + nested + b"]}")


def test_a_byte_order_mark_is_no_fault():
    assert forms_from_json(b"\xef\xbb\xbf" + _json()) == (from_json(_json()),)


@given(form=whole_forms())
@settings(max_examples=tries(20), deadline=None)
def test_content_forgets_where_a_form_was_read(form: Form):
    moved = msgspec.structs.replace(
        form,
        source="别处.xlsx",
        ordinal=9,
        layout="monitoring",
        problems=(ReadingProblem("shifted_row", "移位", "shifted"),),
        raw={"overview": "<p>原文</p>"},
        cells={"year": Cell("别处.xlsx", "sheet:表", 1, 1)},
        indicators=tuple(
            msgspec.structs.replace(item, shifted=True, cell=Cell("别处.xlsx", "sheet:表", 30, 2))
            for item in form.indicators
        ),
    )

    assert same_content(form, moved)
    assert content(content(form)) == content(form)


def test_content_forgets_where_a_cell_broke_its_lines():
    def form(deviation: str) -> Form:
        printed = PrintedIndicator(target=deviation, deviation=deviation)
        value = TargetValue(deviation, "compound", parts=(TargetValue(deviation, "qualitative"),))
        item = Indicator("产出指标", "数量指标", "走访企业数", False, Cell("", "", 1, 1), printed, target=value)
        return TargetTable(source="甲", ordinal=1, layout="", indicators=(item,))

    assert same_content(form("受汛期影响，部分活动延期。"), form("受汛期影响，部\n分活动延 \r\n期。"))
    assert not same_content(form("受汛期影响"), form("受疫情影响"))


def test_content_tells_forms_with_different_words_apart():
    one = TargetTable(source="甲", ordinal=1, layout="", project_name="诉求办理")

    assert not same_content(one, msgspec.structs.replace(one, project_name="诉求办结"))
    assert not same_content(one, msgspec.structs.replace(one, budgets=msgspec.structs.replace(one.budgets, total="0")))


def test_a_decimal_is_compared_by_value_and_printed_text_to_the_letter():
    form = from_json(_json())
    cell = Cell("", "", 0, 0)
    row = {"name": "年度资金总额", "cell": msgspec.to_builtins(cell), "printed": {}, "executed": "5.00"}
    one = from_json(_json(funds=[row]))
    other = from_json(_json(funds=[row | {"executed": "5.0"}]))
    printed = from_json(_json(funds=[row | {"printed": {"executed": "5.0"}}]))

    assert isinstance(one, SelfEvaluation)
    assert one.funds[0].executed == Decimal(5)
    assert same_content(one, other)
    assert not same_content(one, printed)
    assert not same_content(form, one)
