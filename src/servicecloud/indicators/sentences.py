"""The sentences of the library's acts on the timeline."""

from django.utils.translation import gettext_lazy as _

from servicecloud.activity.sentences import SENTENCES

SENTENCES |= {
    "indicator.added": _("在指标库中增加了 %(object)s"),
    "indicator.revised": _("修订了指标 %(object)s"),
    "indicator.retired": _("停用了指标 %(object)s"),
    "indicator.restored": _("恢复了指标 %(object)s"),
    "indicators.imported": _("向 %(object)s 的指标库导入了文件"),
    "indicators.import_undone": _("撤销了向 %(object)s 的指标库导入的文件"),
    "template.added": _("建立了目标模板 %(object)s"),
    "template.revised": _("修订了目标模板 %(object)s"),
    "template.retired": _("停用了目标模板 %(object)s"),
    "template.restored": _("恢复了目标模板 %(object)s"),
}
