"""The pages of oversight: what was typed stays, refusals are said where they belong, lists ask the database no more for more rows."""

import hashlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.servicecloud.guards import CarefulClient
from tests.servicecloud.oversight import making as own
from tests.servicecloud.performance import making

from servicecloud.oversight.models import BudgetAdvice, Evaluation, Examination, ExaminationResult, Frame, Rectification
from servicecloud.oversight.selectors.findings import findings_of
from servicecloud.oversight.services import examining
from servicecloud.oversight.services.sampling import create_plan


def client_of(person):
    client = CarefulClient()
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def typed(examination, **changes):
    """What the page of an examination sends: every row, blank where nothing was found."""
    keys = [*own.keys_of(examination), "funds"]
    data = {f"{name}:{key}": "" for key in keys for name in ("actual", "comment", "entries")}
    data |= {f"{name}:{keys[2]}": value for name, value in changes.items()}
    return data | {"version": examination.version, "comment": "总的意见"}


def test_what_is_wrong_is_shown_with_what_was_typed(bench):
    made = own.a_recheck(bench)
    data = typed(made, code="K-09", points="99", note="指标值偏低", comment="已核对") | {"send": "1"}

    response = client_of(bench.checker).post(reverse("office:examination", args=[made.pk]), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "须填写扣分，大于0且不超过分值 10" in page
    assert 'value="指标值偏低"' in page
    assert 'value="已核对"' in page
    assert not ExaminationResult.objects.exists()


def test_what_cannot_be_read_is_named_and_everything_else_is_kept(bench):
    made = own.a_recheck(bench)
    data = typed(made, code="K-09", points="三分", note="指标值偏低", entries="12a") | {"send": "1"}

    response = client_of(bench.checker).post(reverse("office:examination", args=[made.pk]), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "“三分”读不出数字" in page
    assert "“12a”读不出数字" in page
    assert 'value="三分" aria-invalid="true"' in page
    assert 'value="12a"' in page
    assert 'value="指标值偏低"' in page
    kept = Examination.objects.get()
    assert (kept.state, kept.version) == ("working", made.version + 1)


def test_a_score_in_words_is_named_and_one_in_wide_digits_is_read(bench):
    made = own.evaluation(bench)
    data = {"version": made.version, "send": "1"}
    for code, score in (("A11", "两分"), ("A12", "１．５")):
        data |= {f"weight:{code}": "3", f"score:{code}": score, f"basis:{code}": "见附件"}

    response = client_of(bench.house.reviewer).post(reverse("office:evaluation", args=[made.pk]), data)

    page = response.content.decode()
    assert response.status_code == 422
    assert "“立项依据充分性”：“两分”读不出数字" in page
    assert 'value="两分"' in page
    assert 'value="1.5"' in page
    assert Evaluation.objects.get().state == "working"


def test_a_stale_page_keeps_what_was_typed_and_says_so(bench):
    made = own.a_recheck(bench)
    own.examined(bench, made)

    response = client_of(bench.checker).post(
        reverse("office:examination", args=[made.pk]), typed(made, comment="我的意见")
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "我的意见" in page
    assert f'name="version" value="{made.version + 1}"' in page
    assert "我的意见" not in str(Examination.objects.get().content)


def test_a_department_begins_verifies_and_sends_through_the_pages(bench):
    project = making.evaluated(bench.house)
    client = client_of(bench.house.reviewer)
    begun = client.post(reverse("office:verify_project", args=[project.pk]))
    made = Examination.objects.get()

    client.post(begun.url, typed(made, code="K-03", points="30", note="") | {"send": "1"})
    made.refresh_from_db()
    assert (made.state, made.verified_total) == ("submitted", None)
    assert client_of(bench.house.officer).get(begun.url).status_code == 404
    client_of(bench.checker).post(reverse("office:confirm_review", args=[made.pk]))

    made.refresh_from_db()
    assert (made.state, made.claimed_total - made.verified_total) == ("final", 3)
    page = client_of(bench.house.officer).get(begun.url).content.decode()
    assert "定性指标无法核实" in page


def test_an_evaluation_with_gaps_names_them_and_keeps_the_scores(bench):
    project = making.evaluated(bench.house)
    client = client_of(bench.house.reviewer)
    begun = client.post(reverse("office:evaluate_project", args=[project.pk]))

    response = client.post(
        begun.url, {"version": "1", "weight:A11": "3", "score:A11": "2.5", "basis:A11": "", "send": "1"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "“立项依据充分性”没有得满分，须写明评分依据。" in page
    assert 'value="2.5"' in page
    assert Evaluation.objects.get().state == "working"


def test_a_rectification_without_words_is_refused_at_its_field(bench):
    project = making.approved(bench.house)

    response = client_of(bench.house.reviewer).post(
        reverse("office:require_rectification", args=[project.pk]), {"what": "补齐", "requirement": "", "days": "0"}
    )

    assert response.status_code == 200
    assert 'value="补齐"' in response.content.decode()
    assert not Rectification.objects.exists()


def test_the_advice_is_exported_with_what_was_decided(bench):
    project = making.evaluated(bench.house)
    client = client_of(bench.house.finance)
    client.post(reverse("office:decide_advice", args=[project.pk]), {"decided": "reduce", "grounds": "=合并"})

    response = client.get(reverse("office:budget_advice_csv"), {"year": project.year})

    line = response.content_of_stream.decode("utf-8-sig").splitlines()[1]
    assert BudgetAdvice.objects.get().decided == "reduce"
    assert line.startswith(f"{project.year},企业培训,")
    assert "予以支持,核减预算" in line
    assert line.endswith("'=合并")


@pytest.mark.parametrize(
    ("decided", "grounds", "said"), [("stop", "  ", "必填"), ("double", "与另一项目合并", "double")]
)
def test_a_refused_advice_stands_open_at_its_project_with_what_was_typed(decided, grounds, said, bench):
    project = making.evaluated(bench.house)
    address = reverse("office:decide_advice", args=[project.pk]) + f"?year={project.year}&q={project.name}"

    response = client_of(bench.house.finance).post(address, {"decided": decided, "grounds": grounds})

    page = response.content.decode()
    assert response.status_code == 422
    assert said in page
    assert "<details open" in page
    if grounds.strip():
        assert f'value="{grounds}"' in page
    else:
        assert '<option value="stop" selected>' in page
    assert not BudgetAdvice.objects.exists()


def test_a_decided_advice_leads_back_to_the_list_it_was_decided_from(bench):
    project = making.evaluated(bench.house)
    query = f"year={project.year}&q=%E5%9F%B9%E8%AE%AD&page=1"

    response = client_of(bench.house.finance).post(
        reverse("office:decide_advice", args=[project.pk]) + f"?{query}", {"decided": "keep", "grounds": "支持"}
    )

    assert response.url.endswith(f"?{query}")


@pytest.mark.parametrize("name", ["evaluation", "evaluation_sheet", "evaluations", "budget_advice"])
def test_grades_are_printed_in_the_readers_language(name, bench):
    made = own.asked(bench)
    client = client_of(bench.house.finance)
    client.cookies["django_language"] = "en"
    pk = [made.pk] if name in ("evaluation", "evaluation_sheet") else []

    page = client.get(reverse(f"office:{name}", args=pk)).content.decode()

    assert "Excellent" in page
    assert "优" not in page


def test_a_rectification_leads_to_the_version_its_finding_was_made_on(bench):
    project = making.evaluated(bench.house)
    version = making.evaluation_of(project).latest
    finding = findings_of(version)[0] if findings_of(version) else None
    links = {"version": version.pk, "finding": finding.key} if finding else {}
    assert links, "the self-evaluation has a finding to begin with"
    made = own.required(bench, project, rests_on=links)
    client = client_of(bench.house.reviewer)

    page = client.get(reverse("office:rectification", args=[made.pk])).content.decode()

    address = reverse("office:compare_versions", args=[project.pk, "self_evaluation"])
    assert f"{address}?from={version.number}&amp;to={version.number}&amp;show=all" in page
    assert client.get(f"{address}?from=1&to=1&show=all").status_code == 200


def test_the_advice_begins_with_the_newest_results_and_names_the_budget_they_reach(bench):
    project = making.evaluated(bench.house, year=2024)

    page = client_of(bench.house.finance).get(reverse("office:budget_advice")).content.decode()

    assert "2026年预算建议" in page
    assert "按2024年度的绩效结果" in page
    assert project.name in page


def test_the_downloaded_frame_has_the_published_digest(bench):
    making.evaluated(bench.house)
    made = own.announced(bench)

    response = CarefulClient().get(reverse("portal:draw_frame", args=[made.pk]))

    assert hashlib.sha256(response.content).hexdigest() == Frame.objects.get().digest


@pytest.mark.parametrize(
    "name", ["examinations", "evaluations", "rectifications", "budget_advice", "sampling_plans", "score_gaps"]
)
def test_a_list_asks_no_more_for_more_rows(name, bench):
    client, address = client_of(bench.house.reviewer), reverse(f"office:{name}")

    def queries(year):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address, {"year": year} if name == "budget_advice" else {}).status_code == 200
        return len(captured)

    first = one_more(bench, "甲项目")
    queries(first.year)  # the first page of a session asks more
    before = queries(first.year)
    one_more(bench, "乙项目")
    one_more(bench, "丙项目")

    assert queries(first.year) == before


def one_more(bench, name):
    """A project with a verified score, an evaluation, a rectification and a plan."""
    project = making.evaluated(bench.house, name=name)
    made = examining.begin_review(actor=bench.house.reviewer, project_id=project.pk)
    own.verified(bench, made)
    own.asked(bench, project)
    own.required(bench, project)
    create_plan(actor=bench.house.reviewer, body=bench.house.department, year=project.year, title=name)
    return project


def test_an_objection_that_is_refused_keeps_every_word(bench):
    made = own.sent(bench)
    row = own.keys_of(made)[2]
    address = reverse("office:object_to_result", args=[made.pk])

    response = client_of(bench.house.officer).post(address, {"statement": "  ", f"objection:{row}": "问卷在档案室"})

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="问卷在档案室"' in page
    assert "is-invalid" in page
    assert Examination.objects.get().state == "sent"


def test_words_for_what_was_decided_meanwhile_are_still_on_the_page(bench):
    made = own.required(bench)
    client = client_of(bench.house.officer)
    client.post(reverse("office:answer_rectification", args=[made.pk]), {"text": "已补齐"})

    response = client.post(reverse("office:answer_rectification", args=[made.pk]), {"text": "另外补充说明"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "另外补充说明" in page
    assert "待验收" in page
    assert Rectification.objects.get().steps(manager="objects").count() == 2


def test_a_return_without_words_says_what_is_missing_and_an_acceptance_needs_none(bench):
    made = own.answered(bench)
    client = client_of(bench.house.reviewer)

    refused = client.post(reverse("office:return_rectification", args=[made.pk]), {"text": ""})
    accepted = client.post(reverse("office:accept_rectification", args=[made.pk]), {"text": ""})

    assert refused.status_code == 422
    assert "comment-box" in refused.content.decode()
    assert accepted.status_code == 302
    assert Rectification.objects.get().state == "closed"


@pytest.mark.parametrize(
    ("make", "done"), [(own.plan, 0), (own.announced, 2), (own.seeded, 3)], ids=["draft", "announced", "seeded"]
)
def test_the_steps_of_a_plan_say_what_comes_next(make, done, bench):
    making.evaluated(bench.house)
    made = make(bench)

    steps = client_of(bench.house.reviewer).get(reverse("office:sampling_plan", args=[made.pk])).context["steps"]

    assert [state for _label, state in steps] == ["done"] * done + ["current"] + ["ahead"] * (3 - done)


def test_a_seed_without_its_origin_is_refused_with_what_was_typed(bench):
    making.evaluated(bench.house)
    made = own.announced(bench)

    response = client_of(bench.house.reviewer).post(
        reverse("office:seed_plan", args=[made.pk]), {"text": "3 1 4", "origin": ""}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert 'value="3 1 4"' in page
    assert list(response.context["seed_form"].errors) == ["origin"]
    assert "（可不填）" not in page


@pytest.mark.parametrize("name", ["examination", "evaluation", "project_oversight", "rectification"])
def test_a_page_of_one_thing_asks_at_most_thirteen_times(name, bench):
    examination = own.sent(bench)
    project = examination.project
    made = {
        "examination": examination,
        "evaluation": own.asked(bench, project),
        "project_oversight": project,
        "rectification": own.required(bench, project),
    }[name]
    client, address = client_of(bench.house.reviewer), reverse(f"office:{name}", args=[made.pk])
    client.get(address)

    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200

    assert len(captured) <= 13, [each["sql"][:90] for each in captured]
