"""Who wrote in an examination or an evaluation: kept for good, so that none of them confirms it or decides about it."""

from collections.abc import Collection

from servicecloud.identity.models import User
from servicecloud.oversight.models import Evaluation, EvaluationWriter, Examination, ExaminationWriter
from servicecloud.performance.models import Project


def note_writer(found: Examination | Evaluation, person: User) -> None:
    """Remember that a person wrote in a record; once is enough."""
    if isinstance(found, Examination):
        ExaminationWriter.objects.get_or_create(examination=found, person=person)
    else:
        EvaluationWriter.objects.get_or_create(evaluation=found, person=person)


def writers_of(found: Examination | Evaluation) -> set[int]:
    """Return everybody who wrote in a record, whoever examined or evaluated last included: one query."""
    if isinstance(found, Examination):
        people = set(ExaminationWriter.objects.filter(examination=found).values_list("person", flat=True))
        return people | ({found.examiner_id} if found.examiner_id else set())
    people = set(EvaluationWriter.objects.filter(evaluation=found).values_list("person", flat=True))
    return people | {found.evaluator_id}


def wrote_results_of(person: User, project: Project) -> bool:
    """Whether the person wrote in a re-check, a verification or an evaluation of a project."""
    return bool(projects_written_in(person, [project.pk]))


def projects_written_in(person: User, projects: Collection[int]) -> set[int]:
    """Return those of some projects of which the person wrote an examination or an evaluation: two queries."""
    examined = ExaminationWriter.objects.filter(person=person, examination__project__in=projects)
    evaluated = EvaluationWriter.objects.filter(person=person, evaluation__project__in=projects)
    return {
        *examined.values_list("examination__project", flat=True),
        *evaluated.values_list("evaluation__project", flat=True),
    }
