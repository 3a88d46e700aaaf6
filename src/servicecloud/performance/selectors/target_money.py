"""The money that a target table prints: this year's budget, and the same project of the same unit a year before."""

from servicecloud.performance.models import Project
from servicecloud.performance.selectors.money import funds_of_many
from servicecloud.performance.target_forms import TargetMoney


def target_money(project: Project) -> TargetMoney:
    """Return what is known of it: two queries. A year before in which nothing was paid yet has no executed amount."""
    before = Project.objects.filter(owner_id=project.owner_id, name=project.name, year=project.year - 1)
    earlier = before.values_list("pk", flat=True).first()
    funds = funds_of_many([project.pk] if earlier is None else [project.pk, earlier])
    annual = {line.source: line.annual_yuan for line in funds[project.pk].lines}
    if earlier is None:
        return TargetMoney(annual)
    return TargetMoney(annual, funds[earlier].annual_yuan, funds[earlier].executed_yuan or None)
