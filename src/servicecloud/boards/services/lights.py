"""Choosing how lights are given."""

from django.db import transaction

from plumbline.audit.light_rules import all_light_rules
from servicecloud.activity.services import record_act
from servicecloud.boards import policies
from servicecloud.boards.errors import UnknownLightsError
from servicecloud.boards.models import LightChoice
from servicecloud.identity.models import Organisation, User


@transaction.atomic
def choose_lights(*, actor: User, organisation: Organisation, first_year: int, rules: str) -> LightChoice:
    """Give lights in this way from a year on. Tables that were built keep theirs; boards follow with the next renewal."""
    policies.check_can_choose_lights(actor, organisation.pk)
    if rules not in all_light_rules():
        raise UnknownLightsError
    made = LightChoice.objects.create(organisation=organisation, first_year=first_year, rules=rules, chosen_by=actor)
    record_act(actor=actor, verb="light_rules.chosen", about=made, organisation=organisation, rules=rules)
    return made
