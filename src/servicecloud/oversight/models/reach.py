"""Who sees what of an examination, an evaluation, a rectification: whoever has its project in scope, as its department too."""

from typing import TypeVar

from django.db import models

from servicecloud.performance.models.reach import ReachManager

Row = TypeVar("Row", bound=models.Model)


class ReachOfExamination(ReachManager[Row]):
    """The rows of the examinations of projects in scope."""

    prefix = "examination__project__"


class ReachOfObjection(ReachManager[Row]):
    """The rows of objections to examinations of projects in scope."""

    prefix = "objection__examination__project__"


class ReachOfEvaluation(ReachManager[Row]):
    """The rows of the evaluations of projects in scope."""

    prefix = "evaluation__project__"


class ReachOfRectification(ReachManager[Row]):
    """The rows of the rectifications of projects in scope."""

    prefix = "rectification__project__"
