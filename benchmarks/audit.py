"""Scoring and auditing: 10,000 self-evaluations of 20 indicators in memory with every rule of the catalogue, and one docx."""

import random
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from benchmarks.figures import Figure, at_most, median_seconds, plain

from plumbline.audit import all_rules, audit_form, audit_forms
from plumbline.audit.choosing import AutomaticRulebooks
from plumbline.forms.model import FundRow, Indicator, PrintedFund, PrintedIndicator, SelfEvaluation
from plumbline.forms.places import Cell
from plumbline.forms.reading import read_forms
from plumbline.forms.value_grammar import parse_actual, parse_target
from plumbline.forms.writers import write
from plumbline.rulebooks import load_rulebook

FORMS = 10_000
ROWS = 20
SEED = 20_231_231

_PLACE = Cell("自评表.docx", "table:1", 1, 1)
_LEVELS = (
    [("产出指标", "数量指标")] * 6
    + [("产出指标", "质量指标")] * 4
    + [("产出指标", "时效指标")] * 2
    + [("效益指标", "社会效益指标")] * 4
    + [("效益指标", "经济效益指标")] * 2
    + [("满意度指标", "服务对象满意度指标")] * 2
)
_THINGS = (
    "企业走访",
    "政策解读",
    "供需对接",
    "诉求办理",
    "人才培训",
    "平台运维",
    "融资服务",
    "赛事组织",
    "园区服务",
    "信息发布",
)
_HEADS = ("场次", "企业数", "人次", "完成率", "及时率", "覆盖率", "合格率", "满意度", "成效", "有效性")
_SENTENCES = (
    "全年走访企业{}家，逐户建立需求清单",
    "组织供需对接活动{}场，促成意向合作",
    "平台访问量达到{}万次，运行稳定",
    "办理企业诉求{}件，按时办结",
    "发布惠企政策{}条，解读及时",
    "举办培训{}期，参训企业反映良好",
    "帮助企业获得融资{}万元",
    "服务覆盖{}个街镇和园区",
)


def forms(count: int = FORMS) -> list[SelfEvaluation]:
    """Make forms that differ in their texts and figures; about a quarter of the rows carries some fault."""
    chance = random.Random(SEED)
    return [_form(chance, number) for number in range(count)]


def _form(chance: random.Random, number: int) -> SelfEvaluation:
    budget = Decimal(chance.randint(1_000, 90_000)) / 100
    executed = (budget * chance.randint(60, 100) / 100).quantize(Decimal("0.01"))
    unit_mix = chance.random() < 0.05
    rate = (executed / budget * 100).quantize(Decimal("0.01"))
    total = FundRow(
        "年度资金总额", _PLACE, PrintedFund(f"{budget}", f"{budget}", f"{executed}", "10.00", f"{rate}", f"{rate / 10:.2f}"),
        budget, budget, executed * 10_000 if unit_mix else executed, Decimal(10), rate, (rate / 10).quantize(Decimal("0.01")),
    )  # fmt: skip
    part = FundRow("其中：当年财政拨款", _PLACE, PrintedFund(), budget, budget, total.executed, None, rate)
    rows = tuple(_row(chance, index) for index in range(ROWS))
    score = sum((row.claimed_score or Decimal(0) for row in rows), Decimal(0)) + (total.claimed_score or Decimal(0))
    return SelfEvaluation(
        source=f"{number}.docx",
        ordinal=1,
        layout="shanghai-self-evaluation",
        year=2023,
        project_name=f"企业服务专项{number}",
        money_unit_label="万元",
        supervising_department="澜川市经济和信息化局",
        implementing_unit=f"澜川市企业服务中心{number % 500}",
        expected_goal=_text(chance),
        actual_completion=_text(chance),
        funds=(total, part),
        total_weight_printed="100",
        total_score_printed=f"{score}",
        grade_printed="优" if score >= 90 else "良",
        indicators=rows,
    )


def _row(chance: random.Random, index: int) -> Indicator:
    level1, level2 = _LEVELS[index]
    name = f"{chance.choice(_THINGS)}{chance.choice(_THINGS)}{chance.choice(_HEADS)}"
    weight = Decimal("4.5")
    kind = chance.random()
    if kind < 0.3:
        target, actual = (
            chance.choice(("有效提升", "健全", "及时", "优化")),
            chance.choice(("达成指标", "部分达成指标并具有一定效果")),
        )
        score = weight if actual == "达成指标" else Decimal("3.00")
    elif kind < 0.4:
        target, actual, score = "12月底前", f"2023年{chance.randint(6, 12)}月{chance.randint(1, 28)}日", weight
    else:
        aimed = chance.randint(2, 9_000)
        done = aimed if chance.random() < 0.6 else chance.randint(aimed * 8 // 10, aimed * 15 // 10)
        unit = chance.choice(("家", "场", "人次", "件", "条"))
        target, actual = f"≥{aimed}.00({unit})", f"{done}.00({unit})"
        score = weight if done >= aimed or chance.random() < 0.2 else (weight * done / aimed).quantize(Decimal("0.01"))
    reason = (
        "受场地和天气影响，两场活动改期举办，下年度提前落实场地。" if score < weight and chance.random() < 0.8 else None
    )
    return Indicator(
        level1, level2, name, False, _PLACE, PrintedIndicator(target, actual, f"{weight}", f"{score}", reason),
        parse_target(target), parse_actual(actual), weight, score, reason,
    )  # fmt: skip


def _text(chance: random.Random) -> str:
    return "；".join(sentence.format(chance.randint(1, 9_999)) for sentence in chance.sample(_SENTENCES, 6)) + "。"


def measure() -> list[Figure]:
    """Audit every form once, as a folder of new forms is audited; no form is seen twice. Processor time, so that others do not count."""
    many = forms()
    book = load_rulebook("shanghai-2023")
    for form in many[:50]:
        audit_form(form, book)
    started = time.process_time()
    findings = sum(len(audit_form(form, book).findings) for form in many)
    seconds = time.process_time() - started
    warm, cold = _docx()
    rules = sum(rule.check is not None for rule in all_rules())
    size = f"{FORMS:,} forms × {ROWS} indicators, {rules} rules, {findings:,} findings"
    return [
        at_most("audit", "score and audit a form in memory", seconds / FORMS * 1_000, "ms/form", goal=1, size=size),
        at_most("audit", "200,000 rows scored and audited", seconds * 200_000 / FORMS / ROWS, "s", goal=10, size=size),
        plain("audit", "indicator rows scored and audited", FORMS * ROWS / seconds, "rows/s", size=size),
        at_most("audit", "docx file read and audited, warm", 1000 * warm, "ms", goal=60, size="one form, median of 25"),
        at_most("audit", "plumbline audit, one docx, cold", cold, "s", goal=0.8, size="one process a run, median of 9"),
    ]


def _docx() -> tuple[float, float]:
    """Seconds to read and audit one docx: in this process, and as a command that is started for it."""
    data = write(forms(1)[0], to="docx")

    def warm() -> None:
        found = read_forms(data, "form.docx").forms
        audit_forms(found, AutomaticRulebooks(found), detailed=True)

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "form.docx")
        file.write_bytes(data)
        command = [Path(sys.executable).with_name("plumbline"), "audit", file, "--format", "json"]
        cold = median_seconds(lambda: subprocess.run(command, capture_output=True, check=False), runs=9, warm_up=2)
    return median_seconds(warm, runs=25, warm_up=3), cold
