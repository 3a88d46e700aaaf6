"""The four-attribute review of a target table: judged item by item, kept with the version, and followed by what its result demands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from plumbline.reference.four_attributes import four_attributes
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.performance.enums import AttributeGrade, AttributeMethod, Document
from servicecloud.performance.errors import WrongStateError
from servicecloud.performance.models import AttributeReview
from servicecloud.performance.services import reviews

LONGEST = 500


@dataclass(frozen=True)
class Opinion:
    """What a reviewer filled in: a grade or points for each item, remarks, the grade of the whole (by grades), the opinion."""

    method: str
    marks: Mapping[str, str]
    remarks: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    text: str = ""


@transaction.atomic
def review_attributes(*, actor: User, project_id: int, expected: int, opinion: Opinion) -> AttributeReview:
    """Keep a review of the version that waits and do what its result demands (财预〔2015〕88号).

    优 goes on; 良 goes on with what is to be perfected; 中 is returned to be mended; 差 does not enter the budget. Raises
    InvalidInputError with every fault by field (an item's key, `result`, `opinion`).
    """
    document = reviews.document_to_decide(actor, Document.TARGET, project_id, expected)
    if not reviews.needs_attributes(document) or document.latest is None:
        raise WrongStateError(document=reviews.label_of(Document.TARGET), state=document.get_state_display())
    marks, remarks, score, result = _checked(opinion)
    made = AttributeReview.objects.create(
        version=document.latest,
        project=document.project,
        round=document.round,
        step=document.waiting_for,
        method=opinion.method,
        marks=marks,
        remarks=remarks,
        score=score,
        result=result,
        opinion=opinion.text.strip()[:LONGEST],
        actor=actor,
    )
    match four_attributes().rule_of(result).consequence:
        case "pass" | "pass_with_changes":
            reviews.pass_on(document, actor=actor, comment=made.opinion)
        case "mend":
            reviews.hand_back(document, actor=actor, comment=made.opinion, row_comments={})
        case "not_budgeted":
            reviews.decline(document, actor=actor, comment=made.opinion)
    return made


def _checked(opinion: Opinion) -> tuple[dict[str, str], dict[str, str], Decimal | None, str]:
    """Return marks, remarks, score and result; raises InvalidInputError that names every fault at its field."""
    rules, faults = four_attributes(), dict[str, list[str]]()
    remarks = {key: text.strip()[:LONGEST] for key, text in opinion.remarks.items() if text.strip()}
    marks: dict[str, str] = {}
    score: Decimal | None = None
    result = opinion.result
    if opinion.method == AttributeMethod.POINTS:
        points = {item.key: _points(opinion.marks.get(item.key, ""), item.points) for item in rules.items}
        faults |= {
            item.key: [_("请填写 0 至 %(most)s 之间的分数，最多两位小数。") % {"most": item.points}]
            for item in rules.items
            if points[item.key] is None
        }
        marks = {key: f"{each.normalize():f}" for key, each in points.items() if each is not None}
        score = sum((each for each in points.values() if each is not None), Decimal(0))
        result = rules.grade_of(score).grade
    elif opinion.method == AttributeMethod.GRADES:
        marks = {item.key: opinion.marks.get(item.key, "") for item in rules.items}
        faults |= {key: [_("请评定等次。")] for key, mark in marks.items() if mark not in AttributeGrade.values}
        faults |= {
            key: [_("评定为“中”或“差”的，请写明意见。")]
            for key, mark in marks.items()
            if mark in (AttributeGrade.MEDIUM, AttributeGrade.POOR) and key not in remarks
        }
        if result not in rules.possible_grades(marks):
            faults["result"] = [_("请给出综合评定，它应介于各项评定的最高等次和最低等次之间。")]
    else:
        faults["method"] = [_("请选择审核方式。")]
    if not faults and result != AttributeGrade.EXCELLENT and not opinion.text.strip():
        faults["opinion"] = [_("综合评定不是“优”的，请在总体意见里写明需要完善或修改什么。")]
    if faults:
        raise InvalidInputError(faults)
    return marks, remarks, score, result


def _points(text: str, most: Decimal) -> Decimal | None:
    try:
        points = Decimal(text.strip())
    except InvalidOperation:
        return None
    is_fine = points.is_finite() and 0 <= points <= most and points == points.quantize(Decimal("0.01"))
    return points if is_fine else None
