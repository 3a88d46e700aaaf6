"""What the acts of the boards are called on the timeline."""

from django.utils.translation import gettext_lazy as _

from servicecloud.activity.sentences import SENTENCES

SENTENCES |= {"light_rules.chosen": _("选定了亮灯规则：%(object)s")}
