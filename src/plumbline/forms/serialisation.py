"""Forms as JSON and back, and what two files of the same form share.

The JSON of a form is one object, tagged by its first key `kind`. Every field is present, a blank is null, numbers are strings to the
digit, so nothing is lost on the way there and back. `empty_level2` of a self-evaluation is derived from `empty_rows`; reading ignores it.
"""

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec

from plumbline.errors import InvalidFormJsonError
from plumbline.forms.model import (
    SCHEMA_VERSION,
    BaseForm,
    Form,
    FundRow,
    Indicator,
    PrintedFund,
    PrintedIndicator,
    SelfEvaluation,
)
from plumbline.forms.places import Cell
from plumbline.forms.values import PrintedValue

SCHEMA_ID = f"urn:plumbline:form:{SCHEMA_VERSION}"

_FAULTS = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
_LARGEST_EXPONENT = 60
"""No amount, rate or bound of a form has more digits; printing 1E+999999999 would fill the memory."""
_NOWHERE = Cell("", "", 0, 0)
_LINE_END = re.compile(r"[ \t]*[\r\n]+[ \t]*")
_Printed = TypeVar("_Printed", bound=PrintedFund | PrintedIndicator | PrintedValue)
_FORM_DECODER: msgspec.json.Decoder[Form] = msgspec.json.Decoder(Form)
_FORMS_DECODER: msgspec.json.Decoder[tuple[Form, ...]] = msgspec.json.Decoder(tuple[Form, ...])


def to_builtins(form: Form) -> dict[str, Any]:
    """Return the form as dicts, lists, strings and numbers: the object that `to_json` prints."""
    built: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(form))
    if isinstance(form, SelfEvaluation):
        built["empty_level2"] = [row.level2 for row in form.empty_rows if row.level2 is not None]
    return built


def to_json(form: Form, *, indent: int = 0) -> bytes:
    """Return the form as UTF-8 JSON; the same form always gives the same bytes. `indent` 0 prints one line."""
    encoded = msgspec.json.encode(to_builtins(form))
    return msgspec.json.format(encoded, indent=indent) if indent else encoded


def from_json(data: bytes) -> Form:
    """Read one form.

    Raises `InvalidFormJsonError` that names the path of the fault.
    """
    try:
        form = _FORM_DECODER.decode(data)
    except _FAULTS as error:
        raise _refusal(error) from error
    _check_numbers(form, "$")
    return form


def forms_from_json(data: bytes) -> tuple[Form, ...]:
    """Read a list of forms, as `plumbline read --format json` prints it, or a single form.

    Raises `InvalidFormJsonError` that names the path of the fault.
    """
    if not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"["):
        return (from_json(data.removeprefix(b"\xef\xbb\xbf")),)
    try:
        forms = _FORMS_DECODER.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except _FAULTS as error:
        raise _refusal(error) from error
    for index, form in enumerate(forms):
        _check_numbers(form, f"$[{index}]")
    return forms


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one form, generated from the model."""
    generated = msgspec.json.decode(msgspec.json.encode(msgspec.json.schema(Form)))
    definitions = generated["$defs"]
    definitions["SelfEvaluation"]["properties"]["empty_level2"] = {
        "type": "array",
        "items": {"type": "string"},
        "readOnly": True,
        "description": "The level-2 labels printed without an indicator, derived from empty_rows.",
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Plumbline form",
        "description": "One official performance form: target table, self-evaluation or monitoring table.",
        **generated,
    }


def content(form: Form) -> Form:
    """Return what two files of the same form share.

    Places, source, ordinal, layout, problems, shifted flags and the raw text of cleaned fields are emptied. Line ends in printed cells
    go: they are the paper's, a narrower column breaks elsewhere.
    """
    return msgspec.structs.replace(
        form,
        source="",
        ordinal=0,
        layout="",
        problems=(),
        raw={},
        cells={},
        empty_rows=tuple(msgspec.structs.replace(row, cell=_NOWHERE) for row in form.empty_rows),
        indicators=tuple(_indicator_content(indicator) for indicator in form.indicators),
        funds=tuple(
            msgspec.structs.replace(fund, cell=_NOWHERE, cells={}, printed=_unwrapped(fund.printed))
            for fund in form.funds
        ),
    )


def _indicator_content(indicator: Indicator) -> Indicator:
    values = {
        name: _unwrapped(value)
        for name in indicator.__struct_fields__
        if isinstance(value := getattr(indicator, name), PrintedValue | PrintedIndicator)
    }
    return msgspec.structs.replace(indicator, shifted=False, cell=_NOWHERE, cells={}, **values)


def _unwrapped(printed: _Printed) -> _Printed:
    """Return printed texts without line ends."""
    texts = {
        name: _LINE_END.sub("", text)
        for name in printed.__struct_fields__
        if isinstance(text := getattr(printed, name), str)
    }
    parts = {"parts": tuple(_unwrapped(part) for part in printed.parts)} if isinstance(printed, PrintedValue) else {}
    return msgspec.structs.replace(printed, **texts, **parts)


def same_content(one: Form, other: Form) -> bool:
    """Say whether two forms differ in nothing but where they were read from."""
    return content(one) == content(other)


def _check_numbers(form: BaseForm, path: str) -> None:
    """Refuse what has the right type but is no sensible number: no later step needs to doubt a bound or an amount."""
    for place, text in _numbers_of(form, path):
        try:
            number = Decimal(text)
            is_sensible = number.is_finite() and abs(number.adjusted()) <= _LARGEST_EXPONENT
        except InvalidOperation:
            is_sensible = False
        if not is_sensible:
            raise InvalidFormJsonError(
                f"表格 JSON 的 {place} 处：“{text}”不是合理的数值。请改为数字字符串，没有则写 null。",
                f"Form JSON at {place}: {str(text)!r} is not a sensible number. Write a number as a string, or null.",
            )


def _numbers_of(value: object, path: str) -> Iterator[tuple[str, str | Decimal]]:
    if isinstance(value, PrintedValue):
        if value.operator != "date":
            yield from (
                (f"{path}.{name}", bound) for name in ("low", "high") if (bound := getattr(value, name)) is not None
            )
        for index, part in enumerate(value.parts):
            yield from _numbers_of(part, f"{path}.parts[{index}]")
    elif isinstance(value, Decimal):
        yield path, value
    elif isinstance(value, BaseForm | Indicator | FundRow):
        for name in value.__struct_fields__:
            yield from _numbers_of(getattr(value, name), f"{path}.{name}")
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _numbers_of(item, f"{path}[{index}]")


_FAULT = re.compile(r"^(?P<reason>.*?)(?: - at `(?P<path>.*)`)?$", re.DOTALL)
_EXPECTED = re.compile(r"^Expected `(?P<expected>.*)`, got `(?P<got>.*)`$")
_MISSING = re.compile(r"^Object missing required field `(?P<field>.*)`$")
_INVALID = re.compile(r"^Invalid (?:enum )?value (?P<value>.*)$")


def _refusal(error: Exception) -> InvalidFormJsonError:
    if not isinstance(error, msgspec.ValidationError):
        return InvalidFormJsonError(
            f"不是完整的 JSON（{error}）。请用 plumbline read --format json 重新生成。",
            f"Not well-formed JSON ({error}). Make it again with plumbline read --format json.",
        )
    fault = _FAULT.match(str(error))
    reason = fault["reason"] if fault else str(error)
    path = (fault and fault["path"]) or "$"
    return InvalidFormJsonError(
        f"表格 JSON 的 {path} 处：{_chinese(reason)}。请对照 plumbline schema 输出的结构修改。",
        f"Form JSON at {path}: {reason}. Compare it with the output of plumbline schema.",
    )


def _chinese(reason: str) -> str:
    if expected := _EXPECTED.match(reason):
        return f"应为 {expected['expected']}，实为 {expected['got']}"
    if missing := _MISSING.match(reason):
        return f"缺少必填的键 {missing['field']}"
    if invalid := _INVALID.match(reason):
        return f"取值 {invalid['value']} 不在允许的范围内"
    return reason
