"""Which way of giving lights was chosen."""

from django.db.models import QuerySet

from plumbline.audit.light_rules import all_light_rules
from servicecloud.boards.models import LightChoice
from servicecloud.performance.models import Project


def chosen_rules(project: Project) -> str | None:
    """Return what the project's department chose for its year, else its bureau; None where neither did. One query."""
    places = [project.department_id, project.bureau_id]
    rows = LightChoice.everywhere.filter(organisation_id__in=[pk for pk in places if pk], first_year__lte=project.year)
    found = {
        row.organisation_id: row.rules for row in rows.order_by("first_year", "pk") if row.rules in all_light_rules()
    }
    return next((found[place] for place in places if place in found), None)


def choices_in_scope() -> QuerySet[LightChoice]:
    """Return every choice in scope, the latest first."""
    return LightChoice.objects.select_related("organisation", "chosen_by").order_by("-pk")
