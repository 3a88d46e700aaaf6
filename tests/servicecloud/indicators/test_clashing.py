"""Nothing typed into a template is lost: what cannot be read stands where it was typed, and two people's revisions are merged or chosen."""

import pytest
from tests.servicecloud.indicators.making import a_template

from servicecloud.indicators.models import LibraryImport, TargetTemplate, TemplateVersion
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.values import rows_from_json

CELLS = ("level1", "level2", "level3", "target", "weight")
COST = ("成本指标", "经济成本指标", "单场培训成本", "≤2(万元)", "20")
COUNT = ("产出指标", "数量指标", "培训场次", "≥40(场)", "70")


def typed(*rows, **more):
    """What the form of a template sends."""
    columns = {name: [row[at] for row in rows] for at, name in enumerate(CELLS)}
    return {"key": [""] * len(rows), "goal": "全年举办培训不少于40场。", **columns, **more}


def revision(found, *rows, **more):
    """A revision that was begun from the version in force."""
    return typed(*rows, version=found.version, base=found.current.number, change_reason="改", **more)


def address(found):
    return f"/office/indicators/templates/{found.pk}/edit/"


def rows_of(found):
    current = TargetTemplate.everywhere.select_related("current").get(pk=found.pk).current
    return {row.level3: str(row.weight) for row in rows_from_json(current.rows)}


@pytest.fixture
def found(house):
    return a_template(house.department, house.reviewer)


def test_a_weight_that_is_no_number_stands_as_typed_with_what_to_do(house, sign_in, found):
    answer = sign_in(house.reviewer).post(address(found), revision(found, COST, (*COUNT[:4], "七十")))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="七十"' in page
    assert "“七十”读不出分值" in page
    assert TemplateVersion.everywhere.count() == 1


def test_a_row_without_a_name_is_not_dropped_in_silence(house, sign_in, found):
    answer = sign_in(house.reviewer).post(address(found), revision(found, COST, ("", "", "", "≥40(场)", "")))

    assert answer.status_code == 422
    assert "这一行没有三级指标" in answer.content.decode()
    assert 'value="≥40(场)"' in answer.content.decode()


@pytest.mark.parametrize("is_new", [True, False], ids=["new", "revision"])
def test_more_rows_than_a_template_holds_are_refused_with_all_of_them_kept(is_new, house, sign_in, found):
    rows = [(*COST[:2], f"指标{number}", "", "1") for number in range(61)]
    new = {"owner": house.department.pk, "name": "新模板", "project_category": ""}
    client = sign_in(house.reviewer)

    answer = (
        client.post("/office/indicators/templates/new/", typed(*rows, **new))
        if is_new
        else client.post(address(found), revision(found, *rows))
    )

    page = answer.content.decode()
    assert "模板最多60行，现有61行" in page
    assert 'value="指标60"' in page
    assert TemplateVersion.everywhere.count() == 1


def test_revisions_of_different_rows_are_merged_and_looked_at_before_they_are_saved(house, sign_in, found):
    client = sign_in(house.reviewer)
    client.post(address(found), revision(found, (*COST[:4], "25"), COUNT))

    answer = client.post(address(found), revision(found, COST, (*COUNT[:4], "65")))

    assert answer.status_code == 409
    assert answer.context["clashes"] == []
    assert [weight for _place, _row, weight, _faults in answer.context["lines"][:2]] == ["25", "65"]


@pytest.mark.parametrize(("choice", "weight"), [("mine", "30"), ("theirs", "25")])
def test_where_both_wrote_at_a_row_the_person_chooses(choice, weight, house, sign_in, found):
    client = sign_in(house.reviewer)
    client.post(address(found), revision(found, (*COST[:4], "25"), COUNT))
    mine = revision(found, (*COST[:4], "30"), COUNT)

    answer = client.post(address(found), mine)

    assert answer.status_code == 409
    part = answer.context["clashes"][0].part
    page = answer.content.decode()
    assert f'name="take:{part}" value="theirs"' in page
    assert 'value="30"' in page
    found = TargetTemplate.everywhere.select_related("current").get(pk=found.pk)
    again = revision(found, (*COST[:4], "30"), (*COUNT[:4], "75"), **{f"take:{part}": choice})
    assert client.post(address(found), again).status_code == 302
    assert rows_of(found) == {"单场培训成本": weight, "培训场次": "75"}


def test_an_import_shows_later_too_which_lines_were_refused_and_why(house, sign_in, everything):
    data = "指标编码,一级指标,二级指标,三级指标\nA-1,产出指标,,培训场次\n,产出指标,数量指标,参训人次\n"

    done = import_library(actor=house.reviewer, owner=house.department, data=data.encode(), name="库.csv")

    run = LibraryImport.everywhere.get()
    refused = [line for line in done.lines if line.verdict == "refused"]
    assert (run.refused, len(run.refusals)) == (len(refused), len(refused))
    assert refused
    page = sign_in(house.reviewer).get(f"/office/indicators/imports/{run.pk}/").content.decode()
    for line in refused:
        assert all(problem in page for problem in line.problems)
