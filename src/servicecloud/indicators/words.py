"""Sentences about what is wrong with an indicator, shown at its field."""

from django.utils.translation import gettext_lazy as _

NEEDED = _("必须填写。")
TOO_LONG = _("最多 %(most)d 个字。")
CODE_TAKEN = _("本单位的指标库已有这个编码，请另取一个。")
NAME_TAKEN = _("本单位已有同名的模板，请另取一个名称。")
NO_CHOICE = _("“%(text)s”不在可选范围内。可填：%(choices)s。")
NO_CATEGORY = _("“%(level1)s／%(level2)s”不是已知的一级、二级指标，例如“产出指标／数量指标”。")
NO_NUMBER = _("“%(text)s”不是数。")
WEIGHT_RANGE = _("常用分值应大于0，不超过100。")
NAME_WITH_VALUE = _("指标名称里不写指标值。请把“%(text)s”移到参考值。")
UNIT_NEEDED = _("定量指标要有度量单位，例如“家”“%%”。")
RULE_NEEDED = _("请写明怎样计数：什么算一个、何时算、是否重复计。")
EVIDENCE_NEEDED = _("情况说明法必须写明需要哪些佐证资料。")
SHARE_NEEDED = _("取法为占比时，请写明分子，例如“评价=满意”。")
