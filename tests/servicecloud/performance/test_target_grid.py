"""Rows of the grid: moved, inserted and deleted with what belongs to them; weights that are none; the same indicator twice."""

import pytest
from tests.servicecloud.performance import making
from tests.servicecloud.performance.test_library_rows import form

from servicecloud.performance.errors import IncompleteError
from servicecloud.performance.services import targets
from servicecloud.performance.services.targets import rows_twice
from servicecloud.performance.values import TargetRow


@pytest.fixture
def project(house):
    return making.declared(house)


@pytest.fixture
def officer(house, sign_in):
    return sign_in(house.officer)


def cells(row, **changes):
    """What the grid sends of a row that stands."""
    weight = "" if row.weight is None else f"{row.weight.normalize():f}"
    return {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target")} | {
        "weight": weight,
        **changes,
    }


def sent(page, project, rows, **more):
    address = f"/office/projects/{project.pk}/target/{'check' if more.pop('quiet', False) else 'edit'}/"
    return page.post(address, form(rows, version=making.table_of(project).version, **more))


def names(project):
    return [row.level3 for row in making.content_of(project).rows]


@pytest.mark.parametrize(
    ("act", "at", "order", "goes_on"),
    [
        ("up", "2", [1, 0, 2], "#name-0"),
        ("down", "2", [0, 2, 1], "#name-2"),
        ("up", "1", [0, 1, 2], "#name-0"),
        ("delete", "2", [0, 2], "#name-1"),
        ("insert", "1", [0, 1, 2], "?blank=1#name-1"),
        ("more", "", [0, 1, 2], "?more=1#name-3"),
        ("delete", "9", [0, 1, 2], "/edit/"),
    ],
)
def test_without_a_script_a_button_moves_inserts_or_deletes_and_keeps_what_was_typed(
    project, officer, act, at, order, goes_on
):
    before = making.content_of(project).rows
    typed = [cells(row, target="≥7(家次)" if number == 0 else row.target) for number, row in enumerate(before)]

    answer = sent(officer, project, typed, row=act, at=at)

    after = making.content_of(project).rows
    assert answer.url.endswith(goes_on)
    assert [row.key for row in after] == [before[number].key for number in order]
    assert [row.binding for row in after] == [before[number].binding for number in order]
    assert next(row for row in after if row.key == before[0].key).target == "≥7(家次)"


def test_an_inserted_row_stands_where_it_was_asked_for(project, officer):
    page = officer.get(f"/office/projects/{project.pk}/target/edit/?blank=1").content.decode()

    second, third = page.index('id="name-1"'), page.index('id="name-2"')
    assert 'value=""' in page[second:third]
    assert 'value="政策知晓提升情况"' in page[third : page.index('id="name-3"')]


def test_a_deleted_row_that_is_sent_again_has_its_binding_and_key_back(project, officer):
    first, *others = making.content_of(project).rows
    sent(officer, project, [cells(row) for row in others], quiet=True)
    assert len(names(project)) == 2

    sent(officer, project, [cells(row) for row in (first, *others)], quiet=True)

    assert making.content_of(project).rows == (first, *others)


def test_an_answer_lands_at_the_place_a_row_had_before_it_was_moved(project, officer):
    rows = making.content_of(project).rows
    places = {2: rows[2], 0: rows[0], 7: None, 1: rows[1]}
    typed = [cells(row, place=str(place)) if row else {"place": str(place)} for place, row in places.items()]
    data = form(typed, version=making.table_of(project).version) | {"place": [each["place"] for each in typed]}

    answer = officer.post(f"/office/projects/{project.pk}/target/check/", data)

    page = answer.content.decode()
    assert answer["HX-Trigger"] == "kept"
    for place, row in places.items():
        assert (f'value="{row.key}" id="key-{place}"' if row else f'id="key-{place}"') in page or row is None
    assert 'id="key-7"' not in page


def test_what_is_refused_does_not_say_that_it_was_kept(project, officer):
    data = form([cells(row) for row in making.content_of(project).rows], version=1)

    answer = officer.post(f"/office/projects/{project.pk}/target/check/", data | {"goal": "另一目标"})

    assert "HX-Trigger" not in answer
    assert "被他人修改" in answer.content.decode()


@pytest.mark.parametrize("typed", ["十分", "10%", "一", "1000"])
def test_a_weight_that_is_no_number_stays_with_its_fault_beside_it_and_blocks(house, project, officer, typed):
    first, *others = making.content_of(project).rows

    answer = sent(officer, project, [cells(first, weight=typed), *map(cells, others)], quiet=True).content.decode()
    page = officer.get(f"/office/projects/{project.pk}/target/edit/").content.decode()

    row = making.content_of(project).rows[0]
    assert (row.weight, row.weight_typed) == (None, typed)
    assert f"“{typed}”不是分数" in answer
    assert f'name="weight" value="{typed}"' in page
    assert 'aria-invalid="true"' in page
    with pytest.raises(IncompleteError) as refused:
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)
    assert [line for line in refused.value.problems if typed in line and "第 1 行" in line]

    sent(officer, project, [cells(first, weight="50分"), *map(cells, others)], quiet=True)
    assert making.content_of(project).rows[0] == first


def test_the_same_levels_and_name_twice_block_and_say_which_rows(house, project, officer):
    rows = making.content_of(project).rows
    twin = cells(rows[0], key="", level3=" 培训 企业家次")

    answer = sent(officer, project, [*map(cells, rows), twin], quiet=True).content.decode()

    with pytest.raises(IncompleteError) as refused:
        targets.submit_target(actor=house.officer, project_id=project.pk, expected=making.table_of(project).version)
    problems = refused.value.problems
    assert [line for line in problems if "第 1、4 行" in line and "培训企业家次" in line]
    assert "与第 1 行的级次和名称都相同" in answer
    assert "与第 4 行的级次和名称都相同" in answer


def test_one_name_under_other_levels_and_blank_names_are_not_twice():
    rows = [
        TargetRow(key="a", level1="产出指标", level2="数量指标", level3="甲"),
        TargetRow(key="b", level1="产出指标", level2="质量指标", level3="甲"),
        TargetRow(key="c"),
        TargetRow(key="d"),
    ]

    assert rows_twice(rows) == []
    assert rows_twice([*rows, rows[1], rows[0]]) == [[1, 6], [2, 5]]
