"""The words for what size classes are measured by."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from plumbline.reference.size_class import Measure

MEASURES: dict[Measure, str | Promise] = {
    Measure.STAFF: _("从业人员"),
    Measure.REVENUE: _("营业收入"),
    Measure.ASSETS: _("资产总额"),
}
UNITS: dict[Measure, str | Promise] = {Measure.STAFF: _("人"), Measure.REVENUE: _("万元"), Measure.ASSETS: _("万元")}
