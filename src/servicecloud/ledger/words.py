"""Parts of sentences that tell why a fact was refused."""

from django.utils.translation import gettext_lazy as _

ACT_BLANK = _("须写明所据业务和登记号。")
TEXT_TOO_LONG = _("“{text}…”超过{count}个字，或含有不可见字符。")
DIMENSION_UNKNOWN = _("“{measure}”没有“{name}”这个维度。")
DIMENSION_VALUE = _("维度“{name}”不接受“{value}”。")
NOT_FOUND = _("没有这条记录。")
ALREADY_REVERSED = _("它已经被冲销。")
IS_REVERSAL = _("它本身就是一条冲销记录。如冲销有误，请重新登记原事项。")
REASON_BLANK = _("须写明理由。")
BEFORE_ITSELF = _("冲销日期不能早于原记录的发生日期。")
SHARE_UNIT = _("百分比由两项计量项目相除得出，不能逐行登记。")
REPEATED_UNIT = _("不重复计数只能以家、户或人为单位；“家次”“人次”等每次都计。")
DISTINCT_UNIT = _("以家、户、人为单位的，须选“按对象不重复计数”；每次都计的请用“家次”“户次”“人次”。")
SUBJECT_NEEDED = _("按对象不重复计数，每行都须填写服务对象。")
