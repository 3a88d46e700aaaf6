"""Write the bundled example forms again: `python -m tests.examples.rewrite`."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

from tests.examples import forms
from tests.examples.texts import RUNNING_TEXT, tab_text

from plumbline.forms.model import SelfEvaluation
from plumbline.forms.writers import write
from plumbline.forms.writers.official import sheet_of

FOLDER = Path(__file__).parents[2] / "src" / "plumbline" / "examples" / "forms"


def flat_workbook(evaluations: list[SelfEvaluation]) -> bytes:
    """Print self-evaluations as a flat table, one row an indicator, as budget systems export them."""
    packed = io.StringIO(newline="")
    table = csv.writer(packed, lineterminator="\r\n")
    head = ("年度", "主管部门", "实施单位", "项目名称", "一级指标", "二级指标", "三级指标")
    table.writerow([*head, "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析"])
    for form in evaluations:
        project = (form.year, form.supervising_department, form.implementing_unit, form.project_name)
        for item in form.indicators:
            printed = item.printed
            figures = (printed.target, printed.actual, printed.weight, printed.score, printed.deviation)
            table.writerow([*project, item.level1, item.level2, item.level3, *figures])
    return packed.getvalue().encode("utf-8-sig")


EXAMPLES: dict[str, Callable[[], bytes]] = {
    "declaration-national.docx": lambda: write(forms.NATIONAL_TARGET, to="docx"),
    "flat.csv": lambda: flat_workbook([forms.GOOD_SELF_EVALUATION, forms.UNIT_MIX]),
    "monitoring.docx": lambda: write(forms.MONITORING, to="docx"),
    "self-evaluation-national.html": lambda: write(forms.NATIONAL_SELF_EVALUATION, to="html"),
    "self-evaluation-wan.pdf": lambda: write(forms.GOOD_SELF_EVALUATION, to="pdf"),
    "self-evaluation-wan.xlsx": lambda: write(forms.UNIT_MIX, to="xlsx"),
    "self-evaluation-wan.html": lambda: write(forms.GOOD_SELF_EVALUATION, to="html"),
    "self-evaluation-yuan.txt": RUNNING_TEXT.encode,
    "target-shanghai-2020.docx": lambda: write(forms.SHANGHAI_TARGET, to="docx"),
    "target-shanghai-2020.txt": lambda: tab_text(sheet_of(forms.SHANGHAI_TARGET)).encode(),
}


def main() -> None:
    """Write every example into the package."""
    for name, make in EXAMPLES.items():
        (FOLDER / name).write_bytes(make())


if __name__ == "__main__":
    main()
