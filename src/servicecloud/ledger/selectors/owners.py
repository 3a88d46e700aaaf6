"""Which owners a query is about, named one by one."""

from typing import Any

from servicecloud.ledger.models import Owner
from servicecloud.ledger.scope import reach

_MOST_NAMED = 2_000


def named_owners() -> Any:
    """Return the keys of all owners in scope, as a list while they are not too many.

    Entries are kept by owner, measure and day. Named so, the database goes straight to their days; PostgreSQL does not when it has to
    look the owners up on the way.
    """
    own = reach()
    if own is not None and len(own) <= _MOST_NAMED:
        return own
    everybody = Owner.objects.order_by().values_list("pk", flat=True)
    some = list(everybody[: _MOST_NAMED + 1])
    return some if len(some) <= _MOST_NAMED else everybody
