"""An address that is for a button alone, opened or reloaded: a page of ours with a way back, and the methods that are allowed."""

import pytest
from tests.servicecloud.performance.making import a_project, house_of_town
from tests.servicecloud.test_access import client_of


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "只在按下页面上的按钮时使用"), ("en", "only used by the buttons of a page")]
)
def test_the_address_of_a_button_answers_with_a_page_that_leads_back(town, language, said):
    project = a_project(house_of_town(town))
    client = client_of(town, "project")
    client.cookies["django_language"] = language

    answers = [client.get(f"/office/projects/{project.pk}/{part}") for part in ("disclose/", "money/import/")]

    assert [(answer.status_code, answer["Allow"]) for answer in answers] == [(405, "POST")] * 2
    pages = [answer.content.decode() for answer in answers]
    assert all(said in page for page in pages)
    assert f'href="/office/projects/{project.pk}/"' in pages[0]
    assert f'href="/office/projects/{project.pk}/money/"' in pages[1]


def test_a_page_that_is_only_read_refuses_what_would_change_it(town):
    answer = client_of(town, "project").post("/office/projects/late/")

    assert answer.status_code == 405
    assert answer["Allow"] == "GET, HEAD"
    assert "什么也没有改变" in answer.content.decode()
