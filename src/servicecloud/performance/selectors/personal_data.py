"""Personal data in what is about to be published, each with the place where it stands (rule D-03)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from plumbline.audit.personal_data import personal_numbers
from plumbline.forms.model import SelfEvaluation as Form

KINDS = {"id_card": _("居民身份证号"), "mobile": _("手机号码"), "bank_card": _("银行卡号"), "email": _("电子邮箱")}
_FORM = _("整表")
_GOAL = _("年度总体目标")
_COMPLETION = _("实际完成情况")
_NAME = _("项目名称")
_REASON = _("更正理由")
_ROW = _("第 {number} 行“{name}”的{field}")
_FIELDS = {
    "level3": _("三级指标"),
    "target": _("年度指标值"),
    "actual": _("实际完成值"),
    "deviation": _("偏差原因分析及改进措施"),
    "rule": _("口径"),
}
_FOUND = _("{place}含{kind} {masked}，公开前请由单位更正。")


@dataclass(frozen=True)
class PersonalDatum:
    """One number that belongs to a person, with the middle hidden, and where it stands."""

    place: str
    kind: str
    masked: str

    @property
    def sentence(self) -> str:
        """What is there and what to do."""
        return str(format_lazy(_FOUND, place=self.place, kind=self.kind, masked=self.masked))


def personal_data_in(form: Form, *, rules: dict[int, str], reason: str) -> list[PersonalDatum]:
    """Return the personal data in every text that the publication would show. `rules` are counting rules by row, from 0."""
    return [
        PersonalDatum(place, str(KINDS[number.kind]), number.masked)
        for place, text in _texts(form, rules=rules, reason=reason)
        for number in personal_numbers(text or "")
    ]


def _texts(form: Form, *, rules: dict[int, str], reason: str) -> Iterator[tuple[str, str | None]]:
    yield str(_NAME), form.project_name
    yield str(_GOAL), form.expected_goal
    yield str(_COMPLETION), form.actual_completion
    yield str(_REASON), reason
    for name, text in form.other_fields.items():
        yield f"{_FORM}“{name}”", text
    for at, row in enumerate(form.indicators):
        texts: dict[str, str | None] = {
            "level3": row.level3,
            "target": row.printed.target,
            "actual": row.printed.actual,
            "deviation": row.deviation,
            "rule": rules.get(at),
        }
        for field, cell in texts.items():
            yield str(format_lazy(_ROW, number=at + 1, name=row.level3, field=_FIELDS[field])), cell
        for name, said in row.other_fields.items():
            yield str(format_lazy(_ROW, number=at + 1, name=row.level3, field=name)), said
