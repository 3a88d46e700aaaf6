"""The documents that audit rules cite."""

from typing import NamedTuple

from plumbline.errors import Lang
from plumbline.rulebooks.model import Confidence


class CitedDocument(NamedTuple):
    """A paper, a deployed system, or published forms."""

    title_zh: str
    title_en: str
    number: str | None = None


DOCUMENTS = {
    "caiyu-2020-10": CitedDocument(
        "项目支出绩效评价管理办法", "Measures for the Performance Evaluation of Project Expenditure", "财预〔2020〕10号"
    ),
    "caiyu-2021-101": CitedDocument(
        "中央部门项目支出核心绩效目标和指标设置及取值指引（试行）",
        "Guidance on Core Performance Targets and Indicators of Central Departments' Projects (trial)",
        "财预〔2021〕101号",
    ),
    "caiyu-2015-88": CitedDocument(
        "中央部门预算绩效目标管理办法",
        "Measures for Performance Targets in Central Departments' Budgets",
        "财预〔2015〕88号",
    ),
    "caiyu-2019-136": CitedDocument(
        "中央部门预算绩效运行监控管理暂行办法",
        "Interim Measures for Monitoring Budget Performance of Central Departments",
        "财预〔2019〕136号",
    ),
    "budget-law": CitedDocument("中华人民共和国预算法", "Budget Law of the People's Republic of China"),
    "disclosure-regulation": CitedDocument(
        "中华人民共和国政府信息公开条例",
        "Regulation of the People's Republic of China on the Disclosure of Government Information",
        "国务院令第711号",
    ),
    "integration-standard": CitedDocument(
        "预算管理一体化系统技术标准", "Technical standard of the integrated budget management system"
    ),
    "deployed-platform": CitedDocument(
        "省级预算管理一体化系统的在用校验", "Checks in use in the integrated budget platform of several provinces"
    ),
    "review-practice": CitedDocument(
        "财政部门绩效自评抽查复核要点", "What finance bureaus look at when they re-check self-evaluations"
    ),
    "shanghai-forms": CitedDocument(
        "上海市市级部门公开的财政项目支出绩效目标表、自评表",
        "Performance target tables and self-evaluations that municipal departments of Shanghai published",
    ),
    "plumbline": CitedDocument(
        "本产品的审核规则（规定未明确之处）", "An audit rule of this product where no document fixes one"
    ),
}


class RuleSource(NamedTuple):
    """Where a rule comes from: a document of `DOCUMENTS`, the place in it, and how sure that is."""

    document: str
    article_zh: str
    article_en: str
    confidence: Confidence

    def sentence(self, lang: Lang = "zh") -> str:
        """Name the source in one line, as a report prints it."""
        document = DOCUMENTS[self.document]
        if lang == "zh":
            number = f"（{document.number}）" if document.number else ""
            return (
                f"《{document.title_zh}》{number}：{self.article_zh}"
                if number
                else f"{document.title_zh}：{self.article_zh}"
            )
        number = f" ({document.number})" if document.number else ""
        return f"{document.title_en}{number}: {self.article_en}"


def cite(document: str, article_zh: str, article_en: str, confidence: Confidence) -> RuleSource:
    """Cite a document; KeyError for one that is not listed, so that a typing error cannot reach a report."""
    if document not in DOCUMENTS:
        raise KeyError(document)
    return RuleSource(document, article_zh, article_en, confidence)
