"""I-01 缺少产出/效益/满意度维度指标."""

import datetime as dt
import re

from plumbline.audit import AuditedForm, Verdicts, Words, cite, rule
from plumbline.audit.dimension_weights import dimension_weights
from plumbline.audit.promised import lowered
from plumbline.audit.wording import WordList

SERVES_THE_PUBLIC = WordList(
    "服务企业", "企业服务", "为企业", "惠企", "公共服务", "便民", "民生", "群众", "公众", "市民", "居民",
    "村民", "社区服务", "学员", "学生", "患者", "老年", "老人", "残疾人", "困难", "补贴", "补助", "救助",
    "读者", "家长", "就诊", "观众", "游客", "旅客", "乘客", "用户", "会员", "在孵企业", "培育企业", "孵化载体",
    "入驻企业", "经营主体", "农户", "职工", "儿童", "妇女", "青年", "退役军人", "信访",
)  # fmt: skip
"""Words that tell a project whose results people or enterprises receive."""
_TRAINING = "培训"
"""A project named after training serves those who are trained; a goal may also speak of a department's own staff."""
_FOR_ENTERPRISES = re.compile("为[^，。；、]{0,10}企业(?:提供|服务|办|解决)")


@rule(
    "I-01",
    severity="error",
    scope=("target", "self_evaluation"),
    title_zh="缺少产出、效益或满意度指标",
    title_en="No indicator of output, benefit or satisfaction",
    source=cite(
        "caiyu-2021-101",
        "产出、效益原则上均应设置；直接提供公共服务的项目一般应设满意度",
        "Output and benefit are always set, satisfaction by projects that serve the public",
        "well_known",
    ),
    since=dt.date(2021, 8, 18),
)
def check(form: AuditedForm, out: Verdicts) -> None:
    """Every project has indicators of output and of benefit; one that serves people or enterprises asks them as well."""
    found = {row.dimension for row in form.rows}
    if not found or found == {None}:
        out.undetermined("indicators", "没有可归类的指标", "no indicator has a level that is known")
        return
    if None in found:
        out.undetermined("indicators", "有指标没有一级、二级指标名称", "some indicators have no level 1 or 2")
        return
    _demand("output" in found, "产出", "output", form, out)
    _demand(bool(found & {"benefit", "influence"}), "效益", "benefit", form, out)
    if "satisfaction" in found:
        out.passed("indicators")
    elif (word := _who_is_served(form.form.project_name or "", form.expected_goal or "")) is None:
        out.undetermined(
            "indicators",
            "未设满意度指标；从名称和目标看不出是否直接服务社会公众",
            "there is no satisfaction indicator, and nothing tells whether the project serves the public",
        )
    elif _benefit_took_its_points(form):
        out.undetermined(
            "indicators",
            "未设满意度指标，其分值已调入效益；是否适用须人工判断",
            "benefit took the points of satisfaction; whether people should be asked is for a person to say",
        )
    else:
        words = Words(
            f"项目有明确的服务对象（“{word}”），却没有满意度指标",
            f"The project plainly serves somebody (“{word}”) but has no indicator of satisfaction",
            "请补设服务对象满意度指标，并安排问卷调查；确不适用的，将其分值调入效益指标并说明。",
            "Add one and plan a survey; where it does not apply, give its points to benefit and say so.",
        )
        out.failed(
            form.spot("indicators"), words, severity=lowered(form, "warning"),
            expected="满意度指标", expected_en="an indicator of satisfaction",
        )  # fmt: skip


def _who_is_served(name: str, goal: str) -> str | None:
    """Return the words that tell whom the project serves."""
    if (word := SERVES_THE_PUBLIC.first(name + goal)) is not None:
        return word
    if _TRAINING in name:
        return _TRAINING
    found = _FOR_ENTERPRISES.search(goal)
    return found[0] if found else None


def _benefit_took_its_points(form: AuditedForm) -> bool:
    found = dimension_weights(form)
    if found is None:
        return False
    scheme = form.rulebook.weights.scheme_for(has_satisfaction=False, cost_at_level1="cost" in found)
    return scheme is not None and found.get("benefit") == scheme.benefit


def _demand(is_there: bool, zh: str, en: str, form: AuditedForm, out: Verdicts) -> None:
    if is_there:
        out.passed("indicators")
        return
    words = Words(
        f"没有设置{zh}指标",
        f"There is no indicator of {en}",
        f"请补设{zh}指标；产出和效益是每个项目都应有的两类指标。",
        f"Add indicators of {en}: every project has both output and benefit.",
    )
    out.failed(
        form.spot("indicators"), words, severity=lowered(form, "error"),
        expected=f"{zh}指标", expected_en=f"an indicator of {en}",
    )  # fmt: skip
