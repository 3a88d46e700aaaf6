"""Official layouts with invented contents, as known cells."""

from tests.plumbline.forms.sources.pdf.making import Known, row

COLUMNS = "0.5fr, 1fr, 1fr, 2.4fr, 1fr, 1fr, 0.6fr, 0.6fr, 2fr"
GOAL = (
    "一是面向本区制造业中小企业开展数字化诊断，组织专家上门，形成诊断报告；二是建设线上服务专区，做到诉求当日受理、三日回复；"
    "三是举办融资对接、人才招聘与法律咨询等公益活动，帮助企业降低成本、扩大市场，推动企业平稳健康发展，并形成可推广的经验。"
)
DONE = (
    "全年完成诊断二百一十家，出具报告二百一十份；线上专区受理诉求一千零六件，按时办结率百分之九十八；举办公益活动三十六场，"
    "覆盖企业两千余家次。受场地调整影响，第四季度有两场活动延至次年举办，已在后续计划中补足，并与承办机构重新约定了时间。"
)
REASON = "部分企业搬迁后联系方式变更，回访未能完成；今后在服务协议中约定联系人，并于每季度末核对名录，保证回访。"


def self_evaluation(indicators: int = 12, *, goal_repeats: int = 1, reason_repeats: int = 1) -> list[Known]:
    """项目支出绩效自评表 of nine columns, merged both ways."""
    cells = [
        Known(1, 1, "项目名称", column_span=3),
        Known(1, 4, "中小企业数字化诊断与公益服务", column_span=6),
        Known(2, 1, "主管部门", column_span=3),
        Known(2, 4, "示例市经济促进局", column_span=2),
        Known(2, 6, "实施单位", column_span=2),
        Known(2, 8, "示例市企业服务中心", column_span=2),
        Known(3, 1, "项目资金（元）", row_span=4, column_span=3),
        *row(3, "", "年初预算数", "全年预算数", "分值", "执行率", first_column=4),
        Known(3, 9, "得分"),
        *row(4, "年度资金总额", "800000.00", "760000.00", "10", "98.5%", "9.85", first_column=4),
        *row(5, "其中：当年财政拨款", "800000.00", "760000.00", "—", "", "—", first_column=4),
        *row(6, "其他资金", "0", "0", "—", "", "—", first_column=4),
        Known(7, 1, "年度总体目标", row_span=2),
        Known(7, 2, "预期目标", column_span=4),
        Known(7, 6, "实际完成情况", column_span=4),
        Known(8, 2, GOAL * goal_repeats, column_span=4),
        Known(8, 6, DONE * goal_repeats, column_span=4),
        Known(9, 1, "绩效指标", row_span=indicators + 1),
        *row(
            9,
            "一级指标",
            "二级指标",
            "三级指标",
            "年度指标值",
            "实际完成值",
            "分值",
            "得分",
            "偏差原因分析",
            first_column=2,
        ),
    ]
    first = 10
    for level1, start, end in (("产出指标", 0, indicators // 2), ("效益指标", indicators // 2, indicators)):
        cells.append(Known(first + start, 2, level1, row_span=end - start))
        middle = (start + end) // 2
        for level2, begin, stop in ((f"{level1[:2]}数量", start, middle), (f"{level1[:2]}质量", middle, end)):
            cells.append(Known(first + begin, 3, level2, row_span=stop - begin))
            for index in range(begin, stop):
                reason = REASON * reason_repeats if index % 3 == 0 else ""
                cells += row(
                    first + index,
                    f"上门诊断企业数第{index + 1}批",
                    f"≥{10 + index}家",
                    f"{11 + index}家",
                    "5",
                    "5",
                    reason,
                    first_column=4,
                )
    last = first + indicators
    cells += [Known(last, 1, "总分", column_span=6), *row(last, "100", "98.85", "", first_column=7)]
    return cells


def target_table(name: str = "园区公共服务平台建设") -> list[Known]:
    """The older target table: four columns, levels merged downwards."""
    return [
        *row(1, "项目名称", name, "项目类别", "其他一次性项目"),
        *row(2, "计划开始日期", "2023-01-01", "计划结束日期", "2023-12-31"),
        Known(3, 1, "项目概况"),
        Known(3, 2, "建设面向园区企业的公共服务平台，提供政策查询、诉求受理与活动报名。", column_span=3),
        *row(4, "一级目标", "二级目标", "三级目标", "指标目标值"),
        Known(5, 1, "产出目标", row_span=3),
        Known(5, 2, "数量", row_span=2),
        *row(5, "接入园区数", "=12个", first_column=3),
        *row(6, "发布政策解读", ">=40篇", first_column=3),
        *row(7, "质量", "平台可用率", ">=99%", first_column=2),
        Known(8, 1, "效果目标"),
        *row(8, "满意度", "企业满意度", ">=90%", first_column=2),
    ]
