"""An execution rate is the same wherever it is shown: as the rulebook of the project rounds it, and so as its form prints it."""

from decimal import Decimal

import pytest
from tests.servicecloud.performance import making

from servicecloud.boards.selectors.projects import years_of
from servicecloud.boards.services import renewing
from servicecloud.oversight.selectors.advice import advice_for
from servicecloud.performance.models import PublishedResult, RulebookInForce
from servicecloud.performance.selectors.department_results import years_of as years_of_department

YEAR = 2023


@pytest.mark.parametrize(("book", "printed"), [("shanghai-2023", "99.49"), ("national-2020", "99.50")])
def test_one_project_has_one_rate_on_every_page(house, sign_in, book, printed):
    RulebookInForce.everywhere.create(bureau=house.bureau, first_year=2000, rulebook=book)
    project = making.disclosed(house, year=YEAR, paid=Decimal("994987.00"))
    renewing.renew_due()

    shown = {
        "form": PublishedResult.objects.get(project=project).rate,
        "department": years_of_department(house.department.pk)[0].rate,
        "advice": advice_for(project).standing.printed_rate,
        "board": years_of(project)[-1][1],
    }
    listed = sign_in(house.reviewer).get(f"/office/boards/projects/?year={YEAR}").content.decode()
    file = (
        sign_in(house.reviewer)
        .get(f"/office/boards/projects/file/csv/?year={YEAR}")
        .content_of_stream.decode("utf-8-sig")
    )

    assert shown == dict.fromkeys(shown, Decimal(printed))
    assert printed in listed
    assert f",{Decimal(printed).normalize()}," in file
