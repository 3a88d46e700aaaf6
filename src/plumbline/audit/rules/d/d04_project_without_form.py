"""D-04 漏报：有预算项目无自评表."""

import datetime as dt

from plumbline.audit import AuditedForm, Corpus, CorpusVerdicts, Words, cite, rule
from plumbline.audit.corpus.matching import unit_key


@rule(
    "D-04",
    severity="warning",
    scope=("target", "self_evaluation"),
    needs="corpus",
    title_zh="有绩效目标而无自评表",
    title_en="A project with targets and no self-evaluation",
    source=cite(
        "caiyu-2020-10",
        "单位自评覆盖纳入预算管理的所有项目支出",
        "Self-evaluation covers every project of the budget",
        "well_known",
    ),
    since=dt.date(2020, 2, 25),
)
def check(corpus: Corpus, out: CorpusVerdicts) -> None:
    """Among the forms at hand, a project that promised targets evaluates itself, once its unit has evaluated others of that year.

    Without any self-evaluation of the unit and year it cannot be said: they may just not be at hand.
    """
    evaluated = {(form.project_key, form.form.year) for form in corpus.forms if form.kind == "self_evaluation"}
    units = {(unit_key(form), form.form.year) for form in corpus.forms if form.kind == "self_evaluation"}
    for form in corpus.forms:
        own = out.of(form)
        if form.kind != "target":
            own.not_applicable("form", "本表即自评表", "this is a self-evaluation itself")
        elif not form.project_key or form.form.year is None or not unit_key(form):
            own.undetermined("form", "缺项目名称、单位或年度，无法对应", "no project name, unit or year to match by")
        elif (form.project_key, form.form.year) in evaluated:
            own.passed("form")
        elif (unit_key(form), form.form.year) not in units:
            own.undetermined(
                "form", "没有该单位该年度的自评表可供核对", "no self-evaluation of this unit and year is at hand"
            )
        else:
            own.failed(form.spot("project_name"), _words(form), printed=form.form.project_name)


def _words(form: AuditedForm) -> Words:
    name, year = form.form.project_name, form.form.year
    return Words(
        f"“{name}”{year}年有绩效目标，同一单位其他项目已有自评表，唯独该项目没有",
        f"“{name}” has targets for {year}; its unit evaluated other projects of that year, but not this one",
        "请补报自评表；项目取消或更名的，予以说明。",
        "Hand in the self-evaluation; where the project was dropped or renamed, say so.",
    )
