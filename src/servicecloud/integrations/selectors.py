"""Reading tokens, webhooks and deliveries."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from servicecloud.identity.models import Organisation, User
from servicecloud.integrations.enums import ApiScope, DeliveryState
from servicecloud.integrations.models import ApiToken, Delivery, Webhook
from servicecloud.limits.models import Counter


@dataclass(frozen=True)
class TokenLine:
    """A token as its list shows it."""

    token: ApiToken
    scopes: list[str]
    last_used_on: date | None


def tokens_of(user: User) -> list[TokenLine]:
    """Return a person's tokens that were not revoked, the latest first, with the day each was last used: two queries."""
    tokens = list(ApiToken.objects.filter(user=user, revoked_at=None).order_by("-pk"))
    keys = {token_key(token.pk): token.pk for token in tokens}
    used = {
        keys[key]: timezone.localdate(datetime.fromtimestamp(ends_at, tz=UTC))
        for key, ends_at in Counter.objects.filter(key__in=keys).values_list("key", "ends_at")
    }
    labels = dict(ApiScope.choices)
    return [
        TokenLine(token, [str(labels.get(scope, scope)) for scope in token.scopes], used.get(token.pk))
        for token in tokens
    ]


def token_key(token_id: int) -> str:
    """Return the key under which the uses of a token are counted."""
    return f"token:{token_id}"


def webhooks_of(organisation: Organisation) -> QuerySet[Webhook]:
    """Return the addresses of an organisation that are in use."""
    return Webhook.objects.filter(organisation=organisation, ended_at=None).select_related("created_by").order_by("pk")


def webhook_in_scope(webhook_id: int) -> Webhook:
    """Return one address in use; raises DoesNotExist outside the scope."""
    return Webhook.objects.select_related("organisation", "created_by").get(pk=webhook_id, ended_at=None)


def latest_deliveries(webhook: Webhook, *, limit: int = 30) -> list[Delivery]:
    """Return what was sent to an address, the latest first."""
    return list(Delivery.objects.filter(webhook=webhook).order_by("-created_at", "pk")[:limit])


def count_waiting_deliveries() -> int:
    """Return how many events of the whole platform have not been accepted yet."""
    return Delivery.everywhere.filter(state=DeliveryState.WAITING).count()
