"""Sentences that several rooms of oversight use."""

from django.utils.translation import gettext_lazy as _

NO_EXAMINEE = _("“{name}”：没有这一扣分理由 {code}。")
PERCENT_NEEDED = _("“{name}”：理由“{reason}”须选定扣减比例（{allowed}）。")
POINTS_NEEDED = _("“{name}”：理由“{reason}”须填写扣分，大于0且不超过分值 {weight}。")
ACTUAL_NEEDED = _("“{name}”：理由“{reason}”须填写核定的实际完成值。")
REASON_NEEDED = _("“{name}”：核定的实际完成值与自评不同，须选定扣分理由。")
NOTE_NEEDED = _("“{name}”：理由“{reason}”须写明说明。")
NOT_SCORED = _("“{name}”：核定的实际完成值“{actual}”不能计分。请按年度指标值的写法填写（例如带单位）。")
NO_ENTRIES = _("“{name}”：没有这些台账记录：{entries}。请填写记录编号。")
SCORE_NEEDED = _("“{name}”还没有评分。")
SCORE_RANGE = _("“{name}”的得分须在0到 {weight} 之间。")
BASIS_NEEDED = _("“{name}”没有得满分，须写明评分依据。")
WEIGHTS_TOTAL = _("权重合计应为100，现为 {total}。")
RESULT_WEIGHT = _("产出和效益的权重合计不得低于 {least}，现为 {total}。")
CHAPTER_NEEDED = _("报告“{name}”还没有填写。")
BANDS_ORDER = _("大额起点须高于中额起点，且都大于0。")
TOTAL_RANGE = _("总数须在1到500之间。")
PERCENT_RANGE = _("比例须大于0且不超过100。")
MINIMUM_RANGE = _("每层至少抽取数须在0到50之间。")
SEED_AT_NEEDED = _("请填写将来的时刻；种子由该时刻之后的第一个链首产生。")
TITLE_TAKEN = _("本单位该年度已有同名的抽查计划。")
