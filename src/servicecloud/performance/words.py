"""Sentences of the cycle that several rooms use."""

from django.utils.translation import gettext_lazy as _

PROJECT_TWICE = _("本单位该年度已有同名项目。请改用不同的名称，或直接填报已有的项目。")
NO_DEPARTMENT = _("该单位当年没有主管部门，不能建立项目。请先由平台在组织架构中登记上级单位。")
DATES_ORDER = _("完成日期早于开始日期。")
BEGINS_OUTSIDE = _("开始日期应在 {first} 至 {last} 之间。请核对年份。")
ENDS_OUTSIDE = _("完成日期应在 {first} 至 {last} 之间。请核对年份。")
NO_ROWS = _("还没有填写任何指标。")
NO_GOAL = _("还没有填写总目标。")
NO_MONEY = _("还没有登记年初预算。")
NOT_BOUND = _("第 {number} 行“{name}”还没有选定取数方式。")
WEIGHT_UNREAD = _("第 {number} 行“{name}”的分值“{typed}”不是分数，请填数字，例如 10。")
ROWS_TWICE = _("第 {numbers} 行是同一项指标“{name}”，级次和名称都相同。请合并为一行，或改名写明区别。")
UNKNOWN_MEASURE = _("没有这个计量项目，或者它不属于本单位。")
UNKNOWN_DIMENSION = _("该计量项目没有“{name}”这个维度。")
NO_SHARE = _("占比须选定一个维度和其中计入的取值，且不能全选。")
UNIT_DIFFERS = _("计量项目以“{measure}”计，年度指标值以“{target}”计，两者不能换算。")
EVIDENCE_NEEDED = _("情况说明法须写明需要的佐证材料。")
BUDGET_IN_YUAN = "{amount} 元"

PROJECT_LABEL = _("项目")
