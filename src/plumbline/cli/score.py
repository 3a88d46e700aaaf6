"""`plumbline score`: what the rules give for each self-evaluation, beside what it claims."""

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from plumbline.cli.files import NamedFile, Unreadable, find_files, read_all
from plumbline.cli.language import Lang, say
from plumbline.cli.tables import make_console, plain_table, rounding_text
from plumbline.forms.model import SelfEvaluation

if TYPE_CHECKING:
    from plumbline.forms.reading import Reading
    from plumbline.rulebooks import Rulebook
    from plumbline.rulebooks.choose import RulebookChoice
    from plumbline.scoring import FormScores, Score

Read = Callable[[Sequence[NamedFile]], "Iterator[Reading | Unreadable]"]


def _read_one_by_one(files: Sequence[NamedFile]) -> "Iterator[Reading | Unreadable]":
    return read_all(files, jobs=1)


def make_score_command(lang: Lang, *, read: Read = _read_one_by_one) -> click.Command:
    """Make the command in one language; `read` turns files into readings."""

    @click.command(
        "score",
        help=say(
            lang,
            "按规则手册重算自评表各项得分，与自报得分对照。退出码：0 一致，1 有不一致，2 有文件无法读取或没有适用规则。",
            "Score self-evaluations again, beside their claims. Exit status: 0 all agree, 1 some differ, 2 unreadable or no rulebook.",
        ),
    )
    @click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True), metavar="FILE|DIR…")
    @click.option(
        "--rulebook",
        metavar="ID|FILE",
        help=say(lang, "规则手册名称或 YAML 文件；不填则按表选择", "Rulebook: id or file; else by the form"),
    )
    @click.option(
        "--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True,
        help=say(lang, "输出格式", "How to print the scores"),
    )  # fmt: skip
    def score_command(paths: tuple[str, ...], rulebook: str | None, output: str) -> None:
        book = _named_rulebook(rulebook)
        run = _Run(book, lang)
        objects = [shown for reading in read(find_files(paths)) for shown in run.objects_of(reading)]
        if output == "json":
            _print_json(objects)
        else:
            _print_tables(objects, lang)
        sys.exit(run.status)

    return score_command


class _Run:
    """Scores readings as they come and remembers the exit status."""

    def __init__(self, book: "Rulebook | None", lang: Lang) -> None:
        self.book = book
        self.lang = lang
        self.status = 0

    def objects_of(self, reading: "Reading | Unreadable") -> Iterator[dict[str, Any]]:
        if isinstance(reading, Unreadable):
            click.echo(f"{reading.name}: {say(self.lang, reading.message_zh, reading.message_en)}", err=True)
            self.status = 2
            return
        evaluations = [form for form in reading.forms if isinstance(form, SelfEvaluation)]
        if not evaluations:
            click.echo(
                f"{reading.file}: {say(self.lang, '没有可评分的自评表', 'holds no self-evaluation to score')}", err=True
            )
        for form, choice, used, scores in _scored(evaluations, self.book):
            if used is None or scores is None:
                self.status = 2
            elif self.status == 0 and any(_wrong(score, used) for score in (*scores.rows, scores.funds, scores.total)):
                self.status = 1
            yield _as_object(form, choice, scores, self.lang)


def _scored(
    evaluations: list[SelfEvaluation], book: "Rulebook | None"
) -> Iterator[tuple[SelfEvaluation, "RulebookChoice | None", "Rulebook | None", "FormScores | None"]]:
    from plumbline.audit.file_rounding import FileRounding
    from plumbline.rulebooks.choose import choose_rulebook
    from plumbline.scoring import infer_rounding, score

    of_file = FileRounding(evaluations)
    for form in evaluations:
        inference = infer_rounding(form)
        shared = of_file.of(form) if inference.mode == "undecidable" else None
        choice = None if book is not None else choose_rulebook(form, rounding=inference.how or shared)
        used = book if choice is None else choice.rulebook
        yield form, choice, used, score(form, used, rounding=shared, inference=inference) if used is not None else None


def _named_rulebook(name: str | None) -> "Rulebook | None":
    if name is None:
        return None
    from plumbline.rulebooks import BUNDLED_IDS, load_rulebook, rulebook_from_yaml

    path = Path(name)
    if name not in BUNDLED_IDS and path.is_file():
        return rulebook_from_yaml(path.read_text("utf-8-sig", errors="replace"))
    return load_rulebook(name)


def _wrong(score: "Score", book: "Rulebook") -> bool:
    rule = {"row": "S-06", "funds": "F-04", "total": "S-13"}[score.subject]
    return score.contradicts(book.audit_threshold(rule))


def _as_object(
    form: SelfEvaluation, choice: "RulebookChoice | None", scores: "FormScores | None", lang: Lang
) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "source": form.source,
        "ordinal": form.ordinal,
        "project_name": form.project_name,
        "rulebook": scores.rulebook if scores else None,
        "rulebook_certain": choice.certain if choice else True,
        "rulebook_reason": (choice.reason_zh if lang == "zh" else choice.reason_en) if choice else None,
    }
    if scores is None:
        return shown
    inference = scores.rounding.inference
    origin = "file" if scores.rounding.origin == "given" else scores.rounding.origin
    shown["rounding"] = {"used": scores.rounding.row.how, "origin": origin, "inferred": inference.mode}
    shown["funds"] = _line(scores.funds, lang)
    shown["rows"] = [_line(row, lang) for row in scores.rows]
    shown["total"] = _line(scores.total, lang)
    shown["claimed_sum"] = _number(scores.claimed_sum)
    shown["grade"] = {
        "printed": scores.grade.printed,
        "of_claimed_total": scores.grade.of_claimed_total,
        "of_computed_total": scores.grade.of_computed_total,
    }
    return shown


def _line(score: "Score", lang: Lang) -> dict[str, Any]:
    from plumbline.scoring.sentences import sentence

    return {
        "name": score.name,
        "weight": _number(score.weight),
        "claimed": _number(score.claimed),
        "computed": _number(score.computed),
        "low": _number(score.computed_low),
        "high": _number(score.computed_high),
        "difference": _number(score.difference),
        "outcome": score.outcome,
        "reason": score.reason,
        "formula": score.explanation.formula,
        "explanation": sentence(score, lang),
    }


def _number(value: object) -> str | None:
    return None if value is None else str(value)


def _print_json(objects: list[dict[str, Any]]) -> None:
    import json

    click.echo(json.dumps(objects, ensure_ascii=False, indent=2))


def _print_tables(objects: list[dict[str, Any]], lang: Lang) -> None:
    from rich.text import Text

    console = make_console()
    heads = [
        say(lang, "指标", "Indicator"),
        say(lang, "分值", "Points"),
        say(lang, "自报", "Claimed"),
        say(lang, "应得", "Computed"),
        say(lang, "差", "Off by"),
        say(lang, "说明", "Why"),
    ]
    for shown in objects:
        console.print(Text(f"{shown['source']} #{shown['ordinal']}  {shown['project_name'] or '—'}", style="bold"))
        if shown["rulebook_reason"]:
            console.print(Text(shown["rulebook_reason"]))
        if "rows" not in shown:
            continue
        funds = dict(shown["funds"], name=say(lang, "预算执行率", "Budget execution"))
        total = dict(shown["total"], name=say(lang, "总分", "Total"))
        console.print(plain_table(heads, (_table_cells(line, lang) for line in (funds, *shown["rows"], total))))
        grade, rounding = shown["grade"], shown["rounding"]
        facts = (
            (say(lang, "等级（印出）", "Grade printed"), grade["printed"]),
            (say(lang, "按自报总分", "by the claimed total"), grade["of_claimed_total"]),
            (say(lang, "按重算总分", "by the computed total"), grade["of_computed_total"]),
            (say(lang, "取位", "rounding"), rounding_text(rounding["used"], rounding["origin"], lang)),
        )
        console.print(Text("  ".join(f"{label} {value or '—'}" for label, value in facts)))
        console.print()


def _table_cells(line: dict[str, Any], lang: Lang) -> tuple[str, ...]:
    texts = (
        line["name"],
        line["weight"],
        line["claimed"],
        _computed_text(line, lang),
        line["difference"],
        line["explanation"],
    )
    return tuple(text.replace("[", r"\[") if text else "" for text in texts)


def _computed_text(line: dict[str, Any], lang: Lang) -> str:
    if line["outcome"] == "not_applicable":
        return say(lang, "不适用", "not applicable")
    if line["low"] is None:
        return say(lang, "不能确定", "undetermined")
    band: str = line["low"] if line["low"] == line["high"] else f"{line['low']}–{line['high']}"
    return f"({band})" if line["outcome"] == "undetermined" else band
