"""Deciding the budget advice of a project beside what the rules suggest."""

from django.db import transaction

from servicecloud.activity.services import record_act
from servicecloud.errors import InvalidInputError
from servicecloud.identity.models import User
from servicecloud.oversight import policies
from servicecloud.oversight.enums import Advice
from servicecloud.oversight.errors import OwnResultAdvisedError, WordsNeededError
from servicecloud.oversight.models import BudgetAdvice
from servicecloud.oversight.selectors.advice import advice_for
from servicecloud.oversight.services.writers import wrote_results_of
from servicecloud.performance.models import Project


@transaction.atomic
def decide_advice(*, actor: User, project: Project, decided: str, grounds: str) -> BudgetAdvice:
    """Keep what the bureau decided, with its reason; what the rules suggested at that moment is kept beside it."""
    policies.check_can_advise(actor, project)
    if wrote_results_of(actor, project):
        raise OwnResultAdvisedError
    if decided not in Advice.values:
        raise InvalidInputError({"decided": []})
    if not grounds.strip():
        raise WordsNeededError
    suggestion = advice_for(project)
    made = BudgetAdvice.objects.create(
        project=project,
        suggested=suggestion.give,
        rule=suggestion.rule,
        decided=decided,
        grounds=grounds.strip()[:300],
        decided_by=actor,
    )
    record_act(actor=actor, verb="advice.decided", about=project, organisation=project.owner_id)
    return made
