"""Layouts beyond the published files: the national forms, templates, prose, forms cut or mixed up. All names are invented."""

from tests.plumbline.forms.layouts.builders import Spec, forms_in, grid, lines, only_form

from plumbline.forms.model import MonitoringTable, SelfEvaluation, TargetTable

HEADER: list[list[Spec]] = [
    [("项目名称", 1, 2), ("澜川市青年就业见习补贴", 1, 7)],
    [("主管部门", 1, 2), ("澜川市人力资源局", 1, 3), ("实施单位", 1, 1), ("澜川市就业中心", 1, 3)],
    [
        ("项目资金\n（万元）", 5, 2),
        "",
        "年初预算数",
        "全年预算数（A）",
        "全年执行数（B）",
        "分值",
        "执行率（B/A）",
        "得分",
    ],
    ["年度资金总额", "120.00", "100.00", "95.00", "10", "95.00%", "9.50"],
    ["其中：当年财政拨款", "120.00", "100.00", "95.00", "—", "95.00%", "—"],
    ["上年结转资金", "", "", "", "—", "", "—"],
    ["其他资金", "", "", "", "—", "", "—"],
    [("年度\n总体\n目标", 2, 1), ("预期目标", 1, 4), ("实际完成情况", 1, 4)],
    [("补贴五百名青年，\n稳定就业。", 1, 4), ("已补贴 520 名青年。", 1, 4)],
]
INDICATOR_HEAD: list[Spec] = [
    "一级指标", "二级指标", ("三级指标", 1, 2), "年度指标值（A）", "实际完成值（B）", "分值", "得分", "偏差原因分析及改进措施",
]  # fmt: skip


def national(rows: list[list[Spec]]) -> list[list[Spec]]:
    return [*HEADER, INDICATOR_HEAD, *rows]


ROWS: list[list[Spec]] = [
    [("产出指标", 3, 1), ("数量指标", 2, 1), ("补贴人数", 1, 2), "≥500人", "520人", "30", "30", ""],
    [("举办招聘会", 1, 2), "10场", "9场", "10", "9", "一场因暴雨取消"],
    ["时效指标", ("发放时限", 1, 2), "12月底前", "12月20日", "10", "10", ""],
    ["效益指标", "社会效益指标", ("就业稳定性", 1, 2), "明显提升", "达成年度指标", "30", "28", "部分企业流失"],
    ["满意度指标", "服务对象满意度指标", ("青年满意度", 1, 2), "≥90%", "96%", "10", "10", ""],
    [("总分", 1, 6), "100", "96.50", ""],
]


def test_the_national_self_evaluation_is_read_from_a_merged_grid() -> None:
    form = only_form(*lines("附件1", "项目支出绩效自评表", "（2023年度）"), grid(national(ROWS)))

    assert isinstance(form, SelfEvaluation)
    assert (form.layout, form.year, form.money_unit_label) == ("national-self-evaluation", 2023, "万元")
    assert form.project_name == "澜川市青年就业见习补贴"
    assert (form.supervising_department, form.implementing_unit) == ("澜川市人力资源局", "澜川市就业中心")
    assert form.expected_goal == "补贴五百名青年，稳定就业。"
    assert form.actual_completion == "已补贴520名青年。"
    assert [fund.printed.executed for fund in form.funds] == ["95.00", "95.00", None, None]
    assert form.funds[2].printed.weight == "—"
    assert [(i.level1, i.level2, i.level3, i.printed.score) for i in form.indicators] == [
        ("产出指标", "数量指标", "补贴人数", "30"),
        ("产出指标", "数量指标", "举办招聘会", "9"),
        ("产出指标", "时效指标", "发放时限", "10"),
        ("效益指标", "社会效益指标", "就业稳定性", "28"),
        ("满意度指标", "服务对象满意度指标", "青年满意度", "10"),
    ]
    assert (form.total_weight_printed, form.total_score_printed, form.grade_printed) == ("100", "96.50", None)
    assert not any(i.shifted for i in form.indicators)
    assert form.problems == ()


def test_a_table_that_runs_over_a_page_goes_on_below_page_number_and_repeated_heading() -> None:
    first = grid(national(ROWS[:2]), part="page:1/table:1")
    footer = lines("— 1 —", part="page:1")
    rest: list[list[Spec]] = [
        INDICATOR_HEAD,
        ["", "时效指标", ("发放时限", 1, 2), "12月底前", "12月20日", "10", "10", ""],
        *ROWS[3:],
    ]
    second = grid(rest, part="page:2/table:1", continues_previous=True)

    form = only_form(*lines("项目支出绩效自评表"), first, *footer, second)

    assert isinstance(form, SelfEvaluation)
    assert [i.level3 for i in form.indicators] == ["补贴人数", "举办招聘会", "发放时限", "就业稳定性", "青年满意度"]
    assert form.indicators[2].level1 == "产出指标"
    assert form.total_score_printed == "96.50"


def test_the_grade_alone_below_a_heading_that_is_repeated_belongs_to_the_form() -> None:
    grade: list[Spec] = [("评价等级", 1, 6), ("优", 1, 3)]

    form = only_form(
        *lines("项目支出绩效自评表", "（2023年度）"),
        grid(national(ROWS)),
        *lines("第1页共2页", part="page:1"),
        grid([INDICATOR_HEAD, grade], "table:2", continues_previous=True),
    )

    assert isinstance(form, SelfEvaluation)
    assert (form.total_score_printed, form.grade_printed, len(form.indicators)) == ("96.50", "优", 5)


def test_a_second_grid_with_indicators_is_a_form_of_its_own() -> None:
    forms = forms_in(*lines("项目支出绩效自评表"), grid(national(ROWS)), grid([INDICATOR_HEAD, *ROWS], "table:2"))

    assert [len(form.indicators) for form in forms] == [5, 5]


def test_weights_inside_labels_are_taken_out_of_them() -> None:
    rows: list[list[Spec]] = [
        ["产出指标（50分）", "数量指标（20分）", ("补贴人数", 1, 2), "≥500人", "520人", "50", "50", ""],
        [("总分", 1, 6), "100", "100", ""],
    ]

    form = only_form(*lines("项目支出绩效自评表"), grid(national(rows)))

    (indicator,) = form.indicators
    assert (indicator.level1, indicator.level2) == ("产出指标", "数量指标")
    assert (str(indicator.level1_weight), str(indicator.level2_weight)) == ("50", "20")


def test_the_national_declaration_has_twin_columns_for_medium_term_and_year() -> None:
    form = only_form(
        *lines("项目支出绩效目标申报表", "（2024年度）"),
        grid([
            [("项目名称", 1, 2), ("澜川市河道清淤", 1, 6)],
            [("主管部门及代码", 1, 2), ("澜川市水务局", 1, 2), ("实施单位", 1, 2), ("澜川市河道所", 1, 2)],
            [("项目属性", 1, 2), ("延续项目", 1, 2), ("项目期", 1, 2), ("三年", 1, 2)],
            [("项目资金（万元）", 2, 2), ("中期资金总额：", 1, 2), "900", ("年度资金总额：", 1, 2), "300"],
            [("其中：财政拨款", 1, 2), "900", ("其中：财政拨款", 1, 2), "300"],
            [("总体目标", 2, 1), ("中期目标（2024年—2026年）", 1, 3), ("年度目标", 1, 4)],
            [("三年清淤三十公里。", 1, 3), ("当年清淤十公里。", 1, 4)],
            [("绩效指标", 3, 1), "一级指标", "二级指标", ("三级指标", 1, 1), "指标值", "二级指标", "三级指标", "指标值"],
            [("产出指标", 2, 1), "数量指标", "清淤长度", "≥30公里", "数量指标", "清淤长度", "≥10公里"],
            ["质量指标", "验收合格率", "100%", "质量指标", "当年验收合格率", "100%"],
        ]),
    )  # fmt: skip

    assert isinstance(form, TargetTable)
    assert form.layout == "national-target"
    assert (form.supervising_department, form.implementing_unit, form.project_category) == (
        "澜川市水务局",
        "澜川市河道所",
        "延续项目",
    )
    assert (form.long_term_goal, form.annual_goal) == ("三年清淤三十公里。", "当年清淤十公里。")
    assert [(f.name, f.printed.annual_budget) for f in form.funds] == [
        ("中期资金总额", "900"),
        ("其中：财政拨款", "900"),
        ("年度资金总额", "300"),
        ("其中：财政拨款", "300"),
    ]
    first, left, right = form.indicators
    assert (first.level3, first.printed.target) == ("清淤长度", "≥10公里")
    assert first.long_term_target is not None
    assert first.long_term_target.raw == "≥30公里"
    assert (left.level3, left.target) == ("验收合格率", None)
    assert (right.level3, right.printed.target) == ("当年验收合格率", "100%")


def test_operator_number_and_unit_in_three_columns_make_one_target() -> None:
    form = only_form(
        *lines("项目绩效目标表", "（2024年度）"),
        grid([
            ["项目名称", ("澜川市图书采购", 1, 6)],
            ["主管部门", ("澜川市文化局", 1, 3), "实施单位", ("澜川市图书馆", 1, 2)],
            ["项目资金（万元）", ("年度资金总额", 1, 3), ("80", 1, 3)],
            ["年度绩效目标", ("采购图书两万册。", 1, 6)],
            ["一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"],
            ["产出指标", "数量指标", "采购册数", "≥", "20000", "册", "50"],
            ["", "时效指标", "完成时间", "定性", "年底前", "", "20"],
            ["效益指标", "社会效益指标", "读者增长率", "≥", "5", "%", "20"],
        ]),
    )  # fmt: skip

    assert isinstance(form, TargetTable)
    assert form.layout == "budget-target"
    assert form.annual_goal == "采购图书两万册。"
    assert [i.printed.target for i in form.indicators] == ["≥20000册", "年底前", "≥5%"]
    assert [str(i.weight) for i in form.indicators] == ["50", "20", "20"]


def test_the_monitoring_table_has_progress_projection_causes_and_likelihood() -> None:
    form = only_form(
        *lines("项目支出绩效目标执行监控表", "（2024年度）"),
        grid([
            [("项目名称", 1, 3), ("澜川市热线运行", 1, 13)],
            [("主管部门及代码", 1, 3), ("澜川市政务局", 1, 6), ("实施单位", 1, 3), ("澜川市热线中心", 1, 4)],
            [("项目资金（万元）", 3, 2), "", "年初预算数", ("1-7月执行数", 1, 4), ("1-7月执行率", 1, 4), ("全年预计执行数", 1, 4)],
            ["年度资金总额", "200", ("90", 1, 4), ("45%", 1, 4), ("190", 1, 4)],
            ["其中：本年一般公共预算拨款", "200", ("90", 1, 4), ("45%", 1, 4), ("190", 1, 4)],
            ["年度总体目标", ("热线接通率不低于九成五。", 1, 15)],
            ["一级指标", "二级指标", "三级指标", ("年度指标值", 2, 1), ("1-7月执行情况", 2, 1), ("全年预计完成情况", 2, 1), ("偏差原因分析", 1, 6),
             ("完成目标可能性", 1, 3), ("备注", 2, 1)],
            ["", "", "", "经费保障", "制度保障", "人员保障", "硬件条件保障", "其他", "原因说明", "确定能", "有可能", "完全不可能"],
            ["产出指标", "数量指标", "受理来电", "≥10万次", "4万次", "9万次", "", "", "√", "", "", "话务员离职较多", "", "√", "", "八月补招"],
            ["", "质量指标", "接通率", "≥95%", "96%", "96%", "", "", "", "", "", "", "√", "", "", ""],
        ]),
    )  # fmt: skip

    assert isinstance(form, MonitoringTable)
    assert (form.period_start_month, form.period_end_month) == (1, 7)
    assert form.expected_goal == "热线接通率不低于九成五。"
    total = form.funds[0].printed
    assert (total.initial_budget, total.executed, total.execution_rate, total.projected_executed) == (
        "200",
        "90",
        "45%",
        "190",
    )
    calls, rate = form.indicators
    assert (calls.printed.actual, calls.projected and calls.projected.raw) == ("4万次", "9万次")
    assert (calls.deviation_causes, calls.deviation, calls.likelihood) == (("staff",), "话务员离职较多", "possible")
    assert calls.remark == "八月补招"
    assert (rate.deviation_causes, rate.likelihood) == ((), "certain")


def test_a_blank_template_is_recognised_and_gives_no_indicator() -> None:
    form = only_form(
        *lines("项目支出绩效自评表", "（    年度）"),
        grid([
            [("项目名称", 1, 2), ("", 1, 7)],
            [("主管部门", 1, 2), ("", 1, 3), ("实施单位", 1, 1), ("", 1, 3)],
            INDICATOR_HEAD,
            [("产出指标", 2, 1), "数量指标", ("指标1：", 1, 2), "", "", "", "", ""],
            ["", ("……", 1, 2), "", "", "", "", ""],
            [("总分", 1, 6), "100", "", ""],
        ]),
    )  # fmt: skip

    assert form.is_blank_template
    assert form.indicators == ()
    assert [problem.code for problem in form.problems] == ["blank_template"]


def test_a_report_that_only_talks_of_targets_gives_no_form() -> None:
    prose = lines(
        "澜川市2024年部门预算说明",
        "三、项目绩效目标情况",
        "按要求编报项目支出绩效目标的项目共十二个，具体见项目绩效目标表。",
        "项目绩效目标表",
        "（略）",
    )
    budget = grid([["项目名称", "年初预算数", "备注"], ["河道清淤", "300", ""], ["图书采购", "80", ""]])

    assert forms_in(*prose, budget) == []


def test_forms_of_several_kinds_in_one_file_keep_their_order_among_pages_of_prose() -> None:
    declared = grid([
        ["项目名称", ("澜川市图书采购", 1, 3)],
        ["一级指标", "二级指标", "三级指标", "指标值"],
        ["产出指标", "数量指标", "采购册数", "≥20000册"],
    ])  # fmt: skip
    forms = forms_in(
        *lines("一、基本情况", "本单位职责……"),
        *lines("项目支出绩效自评表", "（2023年度）"),
        grid(national(ROWS)),
        *lines("二、情况说明", "以下为次年目标。", "项目绩效目标表（2024年度）"),
        declared,
    )

    assert [(type(form).__name__, form.ordinal, form.year) for form in forms] == [
        ("SelfEvaluation", 1, 2023),
        ("TargetTable", 2, 2024),
    ]


def test_the_upper_half_of_a_form_is_read_with_a_located_problem() -> None:
    form = only_form(*lines("项目支出绩效自评表"), grid(HEADER))

    assert isinstance(form, SelfEvaluation)
    assert form.funds[0].printed.annual_budget == "100.00"
    assert "no_indicators" in {problem.code for problem in form.problems}


def test_the_lower_half_of_a_form_is_read_with_a_located_problem() -> None:
    form = only_form(grid([INDICATOR_HEAD, *ROWS]))

    assert [i.level3 for i in form.indicators][:2] == ["补贴人数", "举办招聘会"]
    problem = next(problem for problem in form.problems if problem.code == "no_project_block")
    assert problem.cell is not None


def test_two_forms_interleaved_are_told_apart_and_both_reported() -> None:
    forms = forms_in(
        *lines("项目支出绩效自评表"),
        grid(HEADER, part="table:1"),
        *lines("项目支出绩效自评表"),
        grid([[("项目名称", 1, 2), ("澜川市河道清淤", 1, 7)], *national(ROWS)[1:]], part="table:2"),
    )

    assert [form.project_name for form in forms] == ["澜川市青年就业见习补贴", "澜川市河道清淤"]
    assert "no_indicators" in {problem.code for problem in forms[0].problems}


def test_a_flat_table_groups_rows_by_project() -> None:
    forms = forms_in(
        grid([
            ["项目编码", "项目名称", "年度", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
            ["A1", "河道清淤", "2023", "产出指标", "数量指标", "清淤长度", "≥10公里", "11公里", "50", "50"],
            ["", "", "", "", "质量指标", "验收合格率", "100%", "100%", "40", "40"],
            ["A2", "图书采购", "2023", "产出指标", "数量指标", "采购册数", "≥20000册", "18000册", "90", "81"],
        ], part="sheet:指标"),
    )  # fmt: skip

    assert [(form.project_name, form.year, len(form.indicators)) for form in forms] == [
        ("河道清淤", 2023, 2),
        ("图书采购", 2023, 1),
    ]
    assert forms[0].indicators[1].level1 == "产出指标"


def test_a_flat_table_goes_on_over_pages_and_has_its_unit_from_the_line_above() -> None:
    head: list[Spec] = ["年度", "项目名称", "一级指标", "二级指标", "三级指标", "年度指标值", "全年预算数"]
    first: list[Spec] = ["2024", "惠企服务", "产出指标", "数量指标", "服务企业数", "≥100家", "80"]
    second: list[Spec] = ["2024", "惠企服务", "产出指标", "数量指标", "走访企业数", "≥50家", ""]

    form = only_form(
        *lines("项目绩效目标数据（金额单位：万元）"),
        grid([head, first], "page:1/table:1"),
        *lines("第1页共2页", part="page:1"),
        grid([second], "page:2/table:1", continues_previous=True),
    )

    assert [row.level3 for row in form.indicators] == ["服务企业数", "走访企业数"]
    assert form.money_unit_label == "万元"
    assert form.indicators[1].cells["level3"].part == "page:2/table:1"


def test_two_sheets_are_joined_by_the_project_code() -> None:
    projects = grid([
        ["项目编码", "项目名称", "主管部门", "实施单位", "年初预算数", "全年预算数", "全年执行数", "总分", "评价等级"],
        ["A1", "河道清淤", "澜川市水务局", "澜川市河道所", "300", "300", "290", "98", "优"],
    ], part="sheet:项目")  # fmt: skip
    rows = grid([
        ["项目编码", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["A1", "产出指标", "数量指标", "清淤长度", "≥10公里", "11公里", "90", "90"],
    ], part="sheet:指标")  # fmt: skip

    (form,) = forms_in(projects, rows)

    assert isinstance(form, SelfEvaluation)
    assert (form.project_name, form.implementing_unit) == ("河道清淤", "澜川市河道所")
    assert form.funds[0].printed.executed == "290"
    assert (form.total_score_printed, form.grade_printed) == ("98", "优")
    assert form.indicators[0].level3 == "清淤长度"


def test_markup_left_in_a_cell_is_stripped_and_flagged() -> None:
    rows = [list(row) for row in ROWS]
    head = [list(row) for row in HEADER]
    head[8] = [('<p style="x">补贴&nbsp;五百名青年。</p>', 1, 4), ("无", 1, 4)]

    form = only_form(*lines("项目支出绩效自评表"), grid([*head, INDICATOR_HEAD, *rows]))

    assert isinstance(form, SelfEvaluation)
    assert form.expected_goal == "补贴五百名青年。"
    assert form.raw["expected_goal"].startswith("<p")
    assert [problem.code for problem in form.problems] == ["html_in_text"]
