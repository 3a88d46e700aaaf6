"""Any two versions beside each other, row by row: changed ones, or all."""

import msgspec
import pytest
from tests.servicecloud.performance import making

from servicecloud.performance.enums import Document
from servicecloud.performance.models import DocumentVersion
from servicecloud.performance.services import evaluations, monitoring, reviews, targets
from servicecloud.performance.values import MonitoringContent, canonical, from_json


@pytest.fixture
def project(house):
    """A target that was sent, returned, changed in one row and sent again; then again with a row more."""
    project = making.submitted(house)
    for change in ("≥5(家次)", "≥6(家次)"):
        reviews.send_back(
            actor=house.head,
            kind=Document.TARGET,
            project_id=project.pk,
            expected=making.table_of(project).version,
            comment="请修改",
        )
        rows = [
            {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target", "weight")}
            for row in making.content_of(project).rows
        ]
        rows[0]["target"] = change
        goal = f"全年培训企业{change}。"
        save = {"actor": house.officer, "project_id": project.pk}
        targets.save_target(**save, expected=making.table_of(project).version, goal=goal, rows=rows)
        targets.submit_target(**save, expected=making.table_of(project).version)
    return project


def test_the_last_two_are_compared_and_only_what_changed_is_shown(house, project, sign_in):
    page = sign_in(house.head)

    shown = page.get(f"/office/projects/{project.pk}/target/compare/")

    parts = {part.title: [(each.before, each.after) for each in part.differences] for part in shown.context["parts"]}
    assert parts == {
        "文字部分": [("全年培训企业≥5(家次)。", "全年培训企业≥6(家次)。")],
        "培训企业家次": [("≥5(家次)", "≥6(家次)")],
    }
    assert "/target/compare/" in page.get(f"/office/projects/{project.pk}/target/").content.decode()


def test_any_two_can_be_chosen_and_all_rows_shown(house, project, sign_in):
    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/target/compare/?from=1&to=3&show=all")

    parts = {part.title: part.differences for part in shown.context["parts"]}
    target = next(each for each in parts["培训企业家次"] if each.name == "target")
    assert (target.before, target.after) == ("≥4(家次)", "≥6(家次)")
    assert set(parts) == {"文字部分", "培训企业家次", "政策知晓提升情况", "参训企业满意度"}


def test_self_evaluations_are_compared_with_their_numbers(house, sign_in):
    project = making.completed(house)
    act = {"actor": house.officer, "project_id": project.pk}
    evaluations.submit_evaluation(**act, expected=making.evaluation_of(project).version)

    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/self_evaluation/compare/?show=all")

    fields = {
        each.name: each.after
        for part in shown.context["parts"]
        for each in part.differences
        if part.title == "培训企业家次"
    }
    assert fields["actual"] == "5(家次)"


def test_what_has_no_version_cannot_be_compared(house, sign_in):
    project = making.a_project(house)
    page = sign_in(house.officer)

    assert page.get(f"/office/projects/{project.pk}/target/compare/").status_code == 404
    assert page.get(f"/office/projects/{project.pk}/nonsense/compare/").status_code == 404


def test_where_a_value_comes_from_is_compared_in_words_down_to_what_narrows_it(house, project, sign_in):
    row = making.content_of(project).rows[2]
    assert row.binding is not None
    reviews.send_back(
        actor=house.head,
        kind=Document.TARGET,
        project_id=project.pk,
        expected=making.table_of(project).version,
        comment="分子不对",
    )
    save = {"actor": house.officer, "project_id": project.pk}
    other = msgspec.structs.replace(row.binding, counted=("不满意",))
    targets.bind_row(**save, expected=making.table_of(project).version, key=row.key, binding=other)
    targets.submit_target(**save, expected=making.table_of(project).version)

    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/target/compare/")

    (part,) = shown.context["parts"]
    assert [(each.before, each.after) for each in part.differences] == [
        ("培训到场；占比；满意", "培训到场；占比；不满意")
    ]


def test_causes_of_a_deviation_are_compared_by_their_names(house, sign_in):
    project = making.approved(house)
    act = {"actor": house.officer, "project_id": project.pk, "end_month": 1}
    key = making.content_of(project).rows[0].key
    for likelihood in ("possible", "impossible"):
        found = monitoring.build_monitoring(**act)
        told = {"causes": ["staff", "other"], "likelihood": likelihood, "deviation": "场地改造"}
        found = monitoring.save_monitoring(**act, expected=found.version, values={"rows": {key: told}})
        freeze(found, house)

    shown = sign_in(house.head).get(f"/office/projects/{project.pk}/monitoring/compare/?show=all")

    fields = {each.name: each for part in shown.context["parts"] for each in part.differences if each.name}
    text = shown.content.decode()
    assert fields["causes"].after == "人员保障、其他"
    assert (fields["likelihood"].before, fields["likelihood"].after) == ("有可能", "完全不可能")
    assert "impossible" not in text


def freeze(found, house):
    """Keep a version of a monitoring table as sending does, without what sending asks for."""
    last = DocumentVersion.objects.filter(project=found.project, document=Document.MONITORING).count()
    content = from_json(found.content, MonitoringContent)
    DocumentVersion.objects.create(
        project=found.project,
        document=Document.MONITORING,
        number=last + 1,
        content=canonical({"content": content, "target": found.target_id}),
        form="{}",
        digest="0" * 64,
        made_by=house.officer,
    )


def months(house, project, *, first, last):
    """A monitoring table of a period, frozen."""
    found = monitoring.build_monitoring(actor=house.officer, project_id=project.pk, start_month=first, end_month=last)
    freeze(found, house)
    return found


@pytest.fixture
def monitored(house):
    """Sent up to March, for the whole of the first half, up to March again, and for the second quarter."""
    project = making.approved(house, year=making.last_year())
    for first, last in ((1, 3), (1, 6), (1, 3), (4, 6)):
        months(house, project, first=first, last=last)
    return project


def shown(client, project, query=""):
    return client.get(f"/office/projects/{project.pk}/monitoring/compare/{query}")


def test_monitoring_is_compared_within_one_period(house, monitored, sign_in):
    page = shown(sign_in(house.head), monitored, "?to=3")

    assert (page.context["before"].number, page.context["after"].number) == (1, 3)
    assert page.context["across"] is None
    assert [label for label, _first, _chosen in page.context["periods"]] == ["4—6月", "1—3月", "1—6月"]


def test_a_period_that_was_sent_once_has_nothing_before_it(house, monitored, sign_in):
    page = shown(sign_in(house.head), monitored)

    assert page.context["after"].number == 4
    assert "这个期间只报送过一版" in page.content.decode()


def test_whoever_compares_two_periods_is_told_so(house, monitored, sign_in):
    page = shown(sign_in(house.head), monitored, "?from=1&to=2")

    assert "两个版次的期间不同：1—3月与1—6月" in page.content.decode()


def test_the_page_of_a_period_leads_to_the_comparison_where_it_was_sent_twice(house, monitored, sign_in):
    found = monitored.monitorings.get(start_month=1, end_month=3)
    found.sent = DocumentVersion.objects.get(project=monitored, number=3)
    found.save()

    page = sign_in(house.head).get(f"/office/projects/{monitored.pk}/monitoring/1-3/").content.decode()
    once = sign_in(house.head).get(f"/office/projects/{monitored.pk}/monitoring/1-6/").content.decode()

    assert f"/office/projects/{monitored.pk}/monitoring/compare/?to=3" in page
    assert "monitoring/compare" not in once


@pytest.mark.parametrize("rest", ["", "file/docx/"])
def test_an_address_of_before_that_names_the_last_month_alone_leads_on(house, monitored, sign_in, rest):
    answer = sign_in(house.head).get(f"/office/projects/{monitored.pk}/monitoring/6/{rest}")

    assert answer.status_code == 302
    assert answer.url == f"/office/projects/{monitored.pk}/monitoring/1-6/{rest}"
    assert sign_in(house.head).get(f"/office/projects/{monitored.pk}/monitoring/9/{rest}").status_code == 404
