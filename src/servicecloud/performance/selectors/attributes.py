"""Four-attribute reviews as they are shown and printed."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from plumbline.forms.writers.official.attribute_review import AttributeReviewForm
from plumbline.reference.four_attributes import AttributeRules, GradeRule, Item, four_attributes
from servicecloud.performance.models import AttributeReview, Project
from servicecloud.performance.selectors.money import funds_of
from servicecloud.performance.words import BUDGET_IN_YUAN


@dataclass(frozen=True)
class JudgedItem:
    """One item with what was given and said."""

    item: Item
    mark: str
    grade: GradeRule | None
    remark: str


def attribute_reviews_of(project: Project) -> list[AttributeReview]:
    """Return the four-attribute reviews of a project's targets, the latest first: one query."""
    rows = AttributeReview.objects.filter(project=project).select_related("actor", "version")
    return list(rows.order_by("-pk"))


def judged_items(marks: Mapping[str, str], remarks: Mapping[str, str]) -> list[JudgedItem]:
    """Return every item of the review with its mark: a grade, or points as text."""
    rules = four_attributes()
    known = {rule.grade: rule for rule in rules.grades}
    return [
        JudgedItem(item, mark := marks.get(item.key, ""), known.get(mark), remarks.get(item.key, ""))  # type: ignore[call-overload]
        for item in rules.items
    ]


def printed_review(review: AttributeReview, project: Project) -> tuple[AttributeReviewForm, AttributeRules]:
    """Return a review as the official table prints it; the names are those of the bodies the project stands under now."""
    initial = funds_of(project).initial_yuan
    form = AttributeReviewForm(
        project_name=project.name,
        year=project.year,
        department=project.department.name_zh,
        unit=project.owner.name_zh,
        budget="" if initial is None else BUDGET_IN_YUAN.format(amount=f"{initial:,.2f}"),
        marks=review.marks,
        remarks=review.remarks,
        score=review.score,
        result=review.result,
        opinion=review.opinion,
        reviewer=review.actor.display_name or review.actor.username,
        reviewed_on=timezone.localtime(review.at).date().isoformat(),
    )
    return form, four_attributes()
