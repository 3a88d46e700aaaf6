"""The two file kinds that no writer prints: text divided by TABs, and running text as a PDF conversion leaves it."""

from tests.examples.forms import BUREAU, CITY

from plumbline.forms.writers.sheet import Sheet, SheetLine


def tab_text(sheet: Sheet) -> str:
    """Print a sheet as TAB text: one line a row, the cells of a merged area blank but for the first."""
    lines: list[str] = []
    for block in sheet.blocks:
        if isinstance(block, SheetLine):
            lines.append(block.text)
            continue
        rows = [[""] * len(sheet.column_widths) for _ in range(block.row_count)]
        for cell in block.cells:
            rows[cell.row - 1][cell.column - 1] = cell.text
        lines += ["\t".join(row) for row in rows]
        lines.append("")
    return "\n".join(lines) + "\n"


# Faults on purpose: the rate does not follow from the amounts, a missed target has full points, the weights add up to 105, the total
# is not the sum.
RUNNING_TEXT = f"""
财政项目支出绩效自评表
(2022 年度)

项目名称 重点企业走访服务

主管部门 {BUREAU} 实施单位
{CITY}企业走访服务
办公室

项目资金
（元）

     年初预算数 全年预算数 全年执行数  分值  执行率 得分

年度资金总额 480000.00 420000.00 310,500 10 83.93% 8.39

    其中：当年财政拨款 480000 420000 310500 —

                上年结转资金 0 0 —

                其他资金 0 0 —

年度
总体
目标

预期目标 实际完成情况

建立重点企业走访清单，每季度走访一轮，逐户记录需求并跟踪办理，推动用
工、用地和融资问题就近解决，企业对走访服务的满意率保持在百分之九十以
上。

全年走访重点企业1860家次，收集需求742
项，办结708项；会同金融机构开展融资对接
9场，帮助企业获得贷款1.3亿元。

绩
效
指
标

一级指标 二级指标 三级指标
年度

指标值
实际

完成值
分值 得分

偏差原因分析及
改进措施

产出指标

数量指标
走访重点企业家次

>=1600家次 1860家次 20 20

质量指标
需求办结率

>=98% 95.4% 20 20

时效指标
季度走访按时完成率

=100% 75% 10 8
第三季度因汛期顺
延两周

效益指标

经济效益指标
帮助企业获得贷款金额

>=1亿元 1.3亿元 15 15

社会效益指标
走访企业用工增长情况

>0.5% 0.4% 15 12
部分企业订单减少

满意度指标 服务对象满意度指标
企业满意率

>90% 91% 15 15

总分 100 96.39
"""
