"""Generated indicator rows: numbers as forms print them, and anything at all."""

from decimal import Decimal

from hypothesis import strategies as st
from tests.plumbline.scoring.builders import CELL
from tests.plumbline.scoring.oracle import Case

from plumbline.forms.model import Indicator, PrintedIndicator
from plumbline.forms.values import ActualValue, TargetValue

REGIMES = st.sampled_from(["national-2020", "national-2021", "shanghai-2022", "shanghai-2023", "integrated-platform"])
MODES = st.sampled_from(["half_up", "half_even", "truncate"])


def decimals(lowest: int, highest: int, places: int = 2) -> st.SearchStrategy[str]:
    return st.decimals(lowest, highest, places=places, allow_nan=False, allow_infinity=False).map(
        lambda value: f"{value:f}"
    )


printed_numbers = st.one_of(
    decimals(-20, 200), decimals(0, 100, 0), st.sampled_from(["0", "0.7", "90", "95", "100", "3"])
)
weights = st.one_of(st.sampled_from(["1", "2.5", "5", "10", "15", "20"]), decimals(0, 50))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    operator = draw(st.sampled_from([">=", ">", "=", "<=", "<", "range"]))
    first, second = draw(printed_numbers), draw(printed_numbers)
    low, high = (first, second) if Decimal(first) <= Decimal(second) else (second, first)
    satisfaction = draw(st.booleans())
    done = draw(st.one_of(printed_numbers, st.sampled_from([first, second])))
    bounds = {"range": (low, high), "<=": (None, first), "<": (None, first), "=": (first, first)}.get(
        operator, (first, None)
    )
    return Case(draw(REGIMES), operator, bounds[0], bounds[1], done, draw(weights), satisfaction)


def indicator_of(case: Case) -> Indicator:
    unit = "%" if case.satisfaction else "家"
    return Indicator(
        "满意度指标" if case.satisfaction else "产出指标",
        None,
        "服务澜川企业数",
        False,
        CELL,
        PrintedIndicator(),
        target=TargetValue("印出的指标值", case.operator, case.low, case.high, unit),  # type: ignore[arg-type]
        actual=ActualValue("印出的完成值", "=", case.actual, case.actual, unit),
        weight=Decimal(case.weight),
    )


_OPERATORS = st.sampled_from([">=", "<=", ">", "<", "=", "range", "date", "qualitative", "compound"])
_KINDS = st.sampled_from(
    ["number", "money", "percent", "change", "duration", "date", "qualitative_level", "qualitative_text", "placeholder", "not_applicable", "compound"]
)  # fmt: skip
_BOUNDS = st.one_of(
    st.none(),
    printed_numbers,
    st.sampled_from(
        ["", "NaN", "Infinity", "1e999999", "2023-13-40", "2023-02-29", "--02-30", "---08", "2023", "0000", "abc", "-0"]
    ),
)
_UNITS = st.one_of(
    st.none(), st.sampled_from(["%", "家", "家次", "万次", "次", "万元", "元", "天", "百分数", "万", "（）"])
)
_TEXTS = st.one_of(st.text(max_size=12), st.sampled_from(["达成指标", "部分达成指标", "未达成", "是", "否", "已完成"]))
_ANY_DECIMALS = st.one_of(st.none(), st.decimals(), decimals(-5, 50).map(Decimal))


@st.composite
def any_indicators(draw: st.DrawFn) -> Indicator:
    """Rows as no reader would give them: any operator with any kind, bounds that are no numbers, weights that are not finite."""
    values = st.tuples(_TEXTS, _OPERATORS, _BOUNDS, _BOUNDS, _UNITS, _KINDS)
    target, actual = draw(st.none() | values), draw(st.none() | values)
    return Indicator(
        draw(st.sampled_from([None, "产出指标", "满意度指标"])),
        None,
        draw(st.text(max_size=5)),
        False,
        CELL,
        PrintedIndicator(),
        target=TargetValue(*target) if target else None,
        actual=ActualValue(*actual) if actual else None,
        weight=draw(_ANY_DECIMALS),
        claimed_score=draw(_ANY_DECIMALS),
    )
