from pathlib import Path

from plumbline.forms.layouts.problems import reading_problem, reading_problem_codes

PAGE = Path(__file__).parents[4] / "docs" / "reference" / "reading-problems.md"


def test_every_problem_of_the_layouts_is_on_the_reference_page_with_its_sentences() -> None:
    page = PAGE.read_text(encoding="utf-8")

    for code, (zh, en) in reading_problem_codes().items():
        assert f"| `{code}` | {zh.replace('{what}', '…')} | {en.replace('{what}', '…')} |" in page


def test_a_problem_names_its_row_shortly_in_both_languages() -> None:
    problem = reading_problem("shifted_row", None, "很长的名称" * 20)

    assert len(problem.message_zh) < 100
    assert "很长的名称" in problem.message_en
