"""The office app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfficeConfig(AppConfig):
    """Registers the office's menu."""

    name = "servicecloud.office"
    label = "office"

    def ready(self) -> None:
        """Fill the menu. Each entry shows only to those whom its page's own policy lets in."""
        from servicecloud.boards import policies as boards
        from servicecloud.collection import policies as collection
        from servicecloud.directory import policies as directory
        from servicecloud.identity import policies as identity
        from servicecloud.indicators import policies as indicators
        from servicecloud.ledger import policies as ledger
        from servicecloud.oversight import policies as oversight
        from servicecloud.pages.navigation import Entry, register
        from servicecloud.performance import policies as performance

        keeping, people, system = _("企业名录"), _("单位与人员"), _("系统")
        evidence, reads = _("存证台账"), ledger.check_can_read_ledger
        register(
            "office",
            Entry(_("待办"), "office:inbox"),
            Entry(_("搜索"), "office:search"),
            Entry(_("绩效看板"), "office:board", _("预算绩效"), boards.check_can_read_boards),
            Entry(_("绩效项目"), "office:projects", _("预算绩效"), performance.check_can_read_projects),
            Entry(_("指标库"), "office:indicators", _("预算绩效"), indicators.check_can_read_library),
            Entry(_("待我审核"), "office:reviews_waiting", _("预算绩效"), performance.check_reviews),
            Entry(_("复核与整改"), "office:oversight", _("预算绩效"), oversight.check_can_read_oversight),
            Entry(_("企业"), "office:enterprises", keeping, directory.check_can_browse_register),
            Entry(_("服务机构"), "office:institutions", keeping, directory.check_can_browse_register),
            Entry(_("认领核验"), "office:claims", keeping, directory.check_can_verify_claims),
            Entry(_("批量导入"), "office:imports", keeping, directory.check_can_keep_register),
            Entry(_("计量目录"), "office:measures", evidence, reads),
            Entry(_("台账目录"), "office:registers", evidence, reads),
            Entry(_("记录查询"), "office:entries", evidence, reads),
            Entry(_("定格值目录"), "office:snapshots", evidence, reads),
            Entry(_("数据核对"), "office:reconciliations", evidence, reads),
            Entry(_("期间结账"), "office:periods", evidence, reads),
            Entry(_("封存批次"), "office:seals", evidence, reads),
            Entry(_("核验与异常"), "office:verifications", evidence, reads),
            Entry(_("公开表单收录"), "office:published_files", evidence, collection.check_can_collect),
            Entry(_("单位"), "office:organisations", people),
            Entry(_("组织架构"), "office:organisation_tree", people),
            Entry(_("操作记录"), "office:activity", system),
            Entry(_("安全日志"), "office:security", system, identity.check_can_read_security_log),
            Entry(_("通知发送"), "office:deliveries", system, identity.check_can_run_platform),
            Entry(_("文件存储"), "office:storage", system, identity.check_can_run_platform),
            Entry(_("工作日历"), "office:calendar", system, identity.check_can_enter_office),
            Entry(_("后台任务"), "office:tasks", system, identity.check_can_run_platform),
            Entry(_("组件样式"), "office:styleguide", system),
        )
