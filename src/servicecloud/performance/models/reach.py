"""Who sees what of a project: the unit that carries it out, and the department and bureau it stands under."""

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q
from django_scopes import get_scope
from django_scopes.manager import DisabledQuerySet

Row = TypeVar("Row", bound=models.Model)
_PLACES = ("owner", "department", "bureau")


class ReachManager(models.Manager[Row]):
    """The rows of projects in scope. A body a project stands under sees it, even where the unit has its place in the tree elsewhere.

    `prefix` leads from the row to its project; it stands in the class, because Django makes managers of relations by class. Without a
    scope every query is refused, as with every table of an organisation.
    """

    prefix: ClassVar[str] = ""

    def get_queryset(self) -> models.QuerySet[Row]:
        """Return what the scope that is open lets through."""
        current = get_scope()
        if "organisation" not in current:
            refusing: models.QuerySet[Row] = DisabledQuerySet(
                self.model, using=self._db, missing_scopes={"organisation"}
            )
            return refusing
        seen = current["organisation"]
        rows = super().get_queryset()
        if seen is None:
            return rows
        ids = list(seen) if isinstance(seen, list | tuple) else [seen]
        within = Q()
        for place in _PLACES:
            within |= Q(**{f"{self.prefix}{place}__in": ids})
        return rows.filter(within)

    def all(self) -> models.QuerySet[Row]:
        """Return every row in scope; refused without one."""
        rows = super().all()
        return rows.all() if isinstance(rows, DisabledQuerySet) else rows


class ReachOfProject(ReachManager[Row]):
    """The rows that belong to a project in scope."""

    prefix = "project__"


class ReachOfLine(ReachManager[Row]):
    """The rows that belong to a budget line of a project in scope."""

    prefix = "line__project__"


class ReachOfTarget(ReachManager[Row]):
    """The rows that belong to the target table of a project in scope."""

    prefix = "target__project__"
