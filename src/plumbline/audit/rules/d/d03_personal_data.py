"""D-03 公开文本含敏感个人信息."""

import datetime as dt
import re

from plumbline.audit import AuditedForm, Spot, Verdicts, Words, cite, rule
from plumbline.audit.personal_data import PersonalNumber, personal_numbers
from plumbline.forms.model import MonitoringTable, SelfEvaluation, TargetTable

_KINDS = {
    "id_card": ("居民身份证号", "an identity card number"),
    "mobile": ("手机号码", "a mobile number"),
    "bank_card": ("银行卡号", "a bank card number"),
    "email": ("电子邮箱", "an e-mail address"),
}
_IS_CODE = re.compile("编码|代码|编号|文号")
"""Fields that hold numbers of things; a code of sixteen digits passes for a bank card by chance."""
_TEXTS = {
    TargetTable: (
        "project_name", "overview", "basis", "necessity", "safeguards", "plan", "overall_goal", "long_term_goal", "annual_goal",
    ),
    SelfEvaluation: ("project_name", "expected_goal", "actual_completion"),
    MonitoringTable: ("project_name", "expected_goal"),
}  # fmt: skip


@rule(
    "D-03",
    severity="error",
    scope=("target", "self_evaluation", "monitoring"),
    title_zh="公开文本含个人敏感信息",
    title_en="Personal data in a form that is published",
    source=cite(
        "disclosure-regulation",
        "第十五条：涉及个人隐私、公开会损害第三方权益的，不得公开",
        "Article 15: what touches personal privacy is not published",
        "well_known",
    ),
    since=dt.date(2019, 5, 15),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """No text of a form holds an identity card, mobile, bank card or e-mail address. Findings show them with the middle hidden."""
    found = False
    table = form.form
    for field in _TEXTS[type(table)]:
        text = getattr(table, field)
        if text and (numbers := personal_numbers(text)):
            found = True
            _fail(form.spot(field), numbers, out)
    for name, text in table.other_fields.items():
        if not _IS_CODE.search(name) and (numbers := personal_numbers(text)):
            found = True
            _fail(form.spot(f"other_fields.{name}", cell_of=name), numbers, out)
    for row in form.rows:
        own = row.indicator
        if own.deviation and (numbers := personal_numbers(own.deviation)):
            found = True
            _fail(row.spot("deviation"), numbers, out)
        for name, text in own.other_fields.items():
            if numbers := personal_numbers(text):
                found = True
                _fail(row.spot(f"other_fields.{name}", cell_of=name), numbers, out)
    if not found:
        out.passed("form")


def _fail(spot: Spot, numbers: tuple[PersonalNumber, ...], out: Verdicts) -> None:
    for number in numbers:
        zh, en = _KINDS[number.kind]
        words = Words(
            f"文字中含{zh}{number.masked}，随表公开会泄露个人信息",
            f"The text contains {en} ({number.masked}), which would be published with the form",
            "公开前请删除或遮盖；已公开的，撤回更正后重新公开。",
            "Take it out or mask it before publication; withdraw and replace what has been published.",
        )
        out.failed(spot, words, printed=number.masked)
