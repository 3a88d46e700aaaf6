from decimal import Decimal

import msgspec
import pytest
from hypothesis import given, settings
from tests.effort import tries
from tests.examples import forms as examples
from tests.plumbline.forms.strategies import whole_forms

from plumbline.forms.model import (
    Budgets,
    EmptyRow,
    Form,
    FundRow,
    Indicator,
    PrintedFund,
    PrintedIndicator,
    TargetTable,
)
from plumbline.forms.places import Cell
from plumbline.forms.values import TargetValue
from plumbline.forms.writers.official import LAYOUTS, sheet_of
from plumbline.forms.writers.sheet import Sheet, SheetTable, TableBuilder, label, printable, shares, value

NOWHERE = Cell("", "", 0, 0)


def tables(sheet: Sheet) -> list[SheetTable]:
    return [block for block in sheet.blocks if isinstance(block, SheetTable)]


def rows(sheet: Sheet) -> list[list[str]]:
    """All rows of all tables; a merged area shows its text at its first position."""
    printed = []
    for table in tables(sheet):
        grid = [[""] * len(sheet.column_widths) for _ in range(table.row_count)]
        for cell in table.cells:
            grid[cell.row - 1][cell.column - 1] = cell.text
        printed += grid
    return printed


def texts(sheet: Sheet) -> list[str]:
    return [block.text for block in sheet.blocks if not isinstance(block, SheetTable)] + [
        cell.text for table in tables(sheet) for cell in table.cells
    ]


def indicator(level1: str | None, level2: str | None, level3: str, row: int = 0) -> Indicator:
    return Indicator(level1, level2, level3, False, Cell("", "", row, 0), PrintedIndicator(target="健全"))


def target_table(*indicators: Indicator, empty_rows: tuple[EmptyRow, ...] = ()) -> TargetTable:
    return TargetTable(
        source="", ordinal=1, layout="shanghai-target-2020", indicators=indicators, empty_rows=empty_rows
    )


@given(form=whole_forms())
@settings(max_examples=tries(40), deadline=None)
def test_the_cells_of_every_sheet_cover_each_position_once(form: Form):
    sheet = sheet_of(form)

    for table in tables(sheet):
        covered = [
            (row, column)
            for cell in table.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert sorted(covered) == [
            (row, column) for row in range(1, table.row_count + 1) for column in range(1, len(sheet.column_widths) + 1)
        ]


@given(form=whole_forms())
@settings(max_examples=tries(40), deadline=None)
def test_everything_a_form_prints_stands_on_its_sheet(form: Form):
    printed = texts(sheet_of(form))

    joined = "\n".join(printed)
    for item in form.indicators:
        for text in (item.level3, item.level2, *msgspec.structs.astuple(item.printed)):
            assert text is None or text in printed
        assert item.long_term_target is None or item.long_term_target.raw in printed
        assert (item.level1 or "") in joined
    for row in form.empty_rows:
        assert row.level2 in printed
    for fund in form.funds:
        assert fund.name in printed or f"{fund.name}：" in printed
        assert all(text in printed for text in msgspec.structs.astuple(fund.printed) if text is not None)
    skipped = {"source", "layout", "raw", "declaring_unit", "money_unit_label", "budgets"}
    for name in form.__struct_fields__:
        text = getattr(form, name)
        assert name in skipped or not isinstance(text, str) or text in printed
    assert all(name in printed and text in printed for name, text in form.other_fields.items())


def test_equal_levels_that_follow_each_other_are_one_cell():
    form = target_table(
        indicator("产出目标", "数量", "甲"),
        indicator("产出目标", "数量", "乙"),
        indicator("产出目标", "质量", "丙"),
        indicator("效果目标", "质量", "丁"),
    )

    cells = tables(sheet_of(form))[1].cells

    spans = [(cell.text, cell.row, cell.row_span) for cell in cells if cell.column < 3]
    assert spans[2:] == [("产出目标", 2, 3), ("数量", 2, 2), ("质量", 4, 1), ("效果目标", 5, 1), ("质量", 5, 1)]


def test_rows_without_a_level_are_not_merged():
    cells = tables(sheet_of(target_table(indicator(None, None, "甲"), indicator(None, None, "乙"))))[1].cells

    assert all(cell.row_span == 1 for cell in cells)


def test_an_empty_row_stands_where_it_was_read():
    form = target_table(
        indicator("产出目标", "数量", "甲", row=10),
        indicator("产出目标", "时效", "乙", row=12),
        empty_rows=(EmptyRow("产出目标", "质量", Cell("", "", 11, 0)),),
    )

    assert [row[1:3] for row in rows(sheet_of(form))[-3:]] == [["数量", "甲"], ["质量", ""], ["时效", "乙"]]


def test_an_empty_row_without_a_place_follows_its_own_level_or_comes_before_the_next():
    form = target_table(
        indicator("产出目标", "数量", "甲"),
        indicator("满意度目标", "满意度", "乙"),
        empty_rows=(EmptyRow("产出目标", "质量", NOWHERE), EmptyRow("效果目标", "社会效益", NOWHERE)),
    )

    assert [row[1] for row in rows(sheet_of(form))[-4:]] == ["数量", "质量", "社会效益", "满意度"]


def test_weights_of_levels_stand_in_their_labels():
    item = msgspec.structs.replace(
        indicator("产出指标", "数量指标", "甲"), level1_weight=Decimal(50), level2_weight=Decimal("12.5")
    )
    form = msgspec.structs.replace(target_table(item), layout="national-target")

    assert {"产出指标（50分）", "数量指标（12.5分）"} <= set(texts(sheet_of(form)))


def test_further_columns_and_weights_have_their_own_headings():
    item = msgspec.structs.replace(
        indicator("产出目标", "数量", "甲"), weight=Decimal("10.0"), other_fields={"度量单位": "家", "指标性质": "≥"}
    )
    sheet = sheet_of(target_table(item, indicator("产出目标", "数量", "乙")))

    assert [row[4:] for row in rows(sheet)[-3:]] == [
        ["权重", "度量单位", "指标性质"],
        ["10.0", "家", "≥"],
        ["", "", ""],
    ]


def test_parsed_values_stand_in_for_printed_ones():
    fund = FundRow("年度资金总额", NOWHERE, PrintedFund(), annual_budget=Decimal("1E+3"))
    item = Indicator("产出指标", "数量指标", "甲", False, NOWHERE, PrintedIndicator(), target=TargetValue("≥5家", ">="))
    form = TargetTable(source="", ordinal=1, layout="national-target", funds=(fund,), indicators=(item,))

    assert {"1000", "≥5家"} <= set(texts(sheet_of(form)))


def test_a_declaration_for_one_year_has_no_medium_term_half():
    form = TargetTable(
        source="",
        ordinal=1,
        layout="national-target",
        annual_goal="培训",
        indicators=(indicator("产出指标", "数量指标", "甲"),),
    )

    assert not any("中期" in text for text in texts(sheet_of(form)))
    assert len(sheet_of(form).column_widths) == 5


def test_a_target_for_the_medium_term_only_stands_in_the_left_half():
    item = msgspec.structs.replace(
        indicator("产出指标", "数量指标", "甲"), printed=PrintedIndicator(), long_term_target=TargetValue("600家", "=")
    )
    form = TargetTable(source="", ordinal=1, layout="national-target", indicators=(item,))

    assert rows(sheet_of(form))[-1] == ["", "产出指标", "数量指标", "甲", "600家", "", "", ""]


def test_fields_of_other_layouts_are_printed_as_labelled_rows():
    form = msgspec.structs.replace(
        examples.SHANGHAI_TARGET,
        layout="national-target",
        other_fields={"项目期": "一年"},
        budgets=Budgets(total="7,580,000"),
    )

    printed = texts(sheet_of(form))

    assert {
        "项目概况",
        form.overview,
        "项目总预算（元）",
        "7,580,000",
        "项目期",
        "一年",
        "2023-01-01至2023-12-31",
    } <= set(printed)


def test_a_year_in_the_title_is_not_printed_twice():
    form = TargetTable(source="", ordinal=1, layout="", year=2023, title_printed="2023年度项目绩效目标表")

    assert texts(sheet_of(form))[:2] == ["2023年度项目绩效目标表", "申报单位名称："]


def test_an_unknown_layout_is_printed_as_the_usual_one_of_its_kind():
    for form in (examples.SHANGHAI_TARGET, examples.GOOD_SELF_EVALUATION, examples.MONITORING):
        elsewhere = msgspec.structs.replace(form, layout="flat-workbook")
        assert sheet_of(elsewhere) == sheet_of(form)
        assert form.layout in LAYOUTS


def test_shanghai_prints_yuan_and_ten_thousand_yuan_differently():
    wan = texts(sheet_of(examples.GOOD_SELF_EVALUATION))
    yuan = texts(sheet_of(msgspec.structs.replace(examples.GOOD_SELF_EVALUATION, money_unit_label="元")))

    assert {"项目资金\n（万元）", "分数", "偏差原因分析"} <= set(wan)
    assert {"项目资金\n（元）", "绩效指标", "偏差原因分析及改进措施"} <= set(yuan)
    assert "分数" not in yuan


def test_causes_and_likelihood_are_ticked():
    row = next(row for row in rows(sheet_of(examples.MONITORING)) if "新增专精特新企业数" in row)

    assert row[7:12] == ["", "", "√", "", "√"]
    assert row[13:16] == ["", "√", ""]


def test_both_budgets_of_a_monitoring_table_are_printed_when_it_has_both():
    fund = FundRow("年度资金总额", NOWHERE, PrintedFund(initial_budget="1", annual_budget="2"))
    form = msgspec.structs.replace(examples.MONITORING, funds=(fund,))

    assert {"年初预算数", "全年预算数", "1", "2"} <= set(texts(sheet_of(form)))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("甲\x00\x0b\x1f乙", "甲乙"),
        ("甲\ud800乙\ufffe\uffff", "甲乙"),
        ("甲\r\n乙\r丙\n丁\t戊", "甲\n乙\n丙\n丁\t戊"),
        ("𠮷㛃龘 é ≥ 👍", "𠮷㛃龘 é ≥ 👍"),
        ("\x7f\x80\x9f", ""),
    ],
)
def test_only_what_no_file_may_hold_is_dropped(text: str, kept: str):
    assert printable(text) == kept


def test_columns_are_shared_evenly():
    assert [shares(13, 4), shares(8, 3), shares(4, 4)] == [[3, 3, 3, 4], [2, 3, 3], [1, 1, 1, 1]]


def test_a_table_with_gaps_or_overlaps_is_refused():
    with pytest.raises(ValueError, match="expected 2 columns"):
        TableBuilder(2).add_row([value("甲")])
    with pytest.raises(ValueError, match="past column 2"):
        TableBuilder(2).add_row([value("甲", columns=3)])
    covered = TableBuilder(2)
    covered.add_row([value("甲"), label("乙", rows=2)])
    with pytest.raises(ValueError, match="lies on another cell"):
        covered.add_row([value("丙", columns=2)])
    hanging = TableBuilder(1)
    hanging.add_row([label("甲", rows=2)])
    with pytest.raises(ValueError, match="below row 1"):
        hanging.build()
