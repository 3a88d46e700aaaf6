"""Read and audit the files of a case as a user's would be, and judge what was found."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from plumbline.audit import FormAudit, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.benchmark.matching import CaseResult, judge
from plumbline.benchmark.model import Case, Truth
from plumbline.benchmark.tally import Tally
from plumbline.errors import UnreadableFileError
from plumbline.forms.reading import read_forms

if TYPE_CHECKING:
    from plumbline.forms.model import Form


def audits_of(files: Mapping[str, bytes]) -> list[FormAudit]:
    """Audit the forms of some files together, under the rulebooks that are chosen for them."""
    forms: list[Form] = []
    for name, data in sorted(files.items()):
        try:
            forms += read_forms(data, name).forms
        except UnreadableFileError:
            continue
    return audit_forms(forms, AutomaticRulebooks(forms))


def run_case(case: Case) -> CaseResult:
    """Audit one case and judge it."""
    return judge_files(case.truth, case.files)


def judge_files(truth: Truth, files: Mapping[str, bytes]) -> CaseResult:
    """Audit files and judge them by a truth that is told."""
    return judge(truth, audits_of(files))


def run(cases: Iterable[Case]) -> Tally:
    """Audit and count all cases."""
    counted = Tally()
    for case in cases:
        counted.add(run_case(case))
    return counted
