"""`plumbline benchmark`: make the open benchmark from a seed, score an audit by it, or do both."""

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from plumbline.cli.language import Lang, say

if TYPE_CHECKING:
    from plumbline.benchmark.matching import CaseResult
    from plumbline.benchmark.model import Truth
    from plumbline.benchmark.tally import Counts, Tally

Item = TypeVar("Item")
Given = TypeVar("Given")

DEFAULT_SEED = 20260101
_FOLDER_SIZE = 1000
_HEADS = (
    ("错误", "errors"),
    ("发现", "found"),
    ("作为后果", "as consequence"),
    ("召回率", "recall"),
    ("问题", "findings"),
    ("重复", "repeats"),
    ("精确率", "precision"),
)


def make_benchmark_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.group(
        "benchmark",
        help=say(
            lang,
            "公开基准：按种子生成带标注的表格，审核后给出精确率和召回率。生成的数据以 CC0 发布。",
            "The open benchmark: forms from a seed with known errors, and the precision and recall of the audit. The data is CC0.",
        ),
    )
    def benchmark() -> None:
        pass

    benchmark.add_command(_generate_command(lang))
    benchmark.add_command(_score_command(lang))
    benchmark.add_command(_run_command(lang))
    return benchmark


def _seed(lang: Lang) -> Callable[..., Callable[..., None]]:
    return click.option(
        "--seed", type=int, default=DEFAULT_SEED, show_default=True, help=say(lang, "随机种子", "The seed")
    )


def _forms(lang: Lang, default: int) -> Callable[..., Callable[..., None]]:
    return click.option(
        "--forms",
        type=click.IntRange(1, 1_000_000),
        default=default,
        show_default=True,
        help=say(lang, "案例数（少数案例含两张表）", "How many cases (a few hold two forms)"),
    )


def _jobs(lang: Lang) -> Callable[..., Callable[..., None]]:
    return click.option(
        "--jobs",
        type=click.IntRange(1, 256),
        default=1,
        show_default=True,
        help=say(lang, "并行进程数", "How many processes work at once"),
    )


def _format(lang: Lang) -> Callable[..., Callable[..., None]]:
    return click.option(
        "--format",
        "output",
        type=click.Choice(["table", "json", "markdown"]),
        default="table",
        show_default=True,
        help=say(lang, "输出格式", "How to print the results"),
    )


def _generate_command(lang: Lang) -> click.Command:
    @click.command("generate", help=say(lang, "生成文件和标注", "Write the files and the truth"))
    @_seed(lang)
    @_forms(lang, 2000)
    @_jobs(lang)
    @click.option("--out", type=click.Path(file_okay=False), required=True, help=say(lang, "输出文件夹", "The folder"))
    def generate(seed: int, forms: int, jobs: int, out: str) -> None:
        from plumbline.benchmark.truth_file import FILE, header, line_of

        folder = Path(out)
        folder.mkdir(parents=True, exist_ok=True)
        errors = 0
        with (folder / FILE).open("wb") as truth_file:
            truth_file.write(header(seed=seed, cases=forms))
            for truth in _progress(_in_order(partial(_write_case, seed, out), range(forms), jobs), forms, lang):
                truth_file.write(line_of(truth))
                errors += len(truth.labels)
        click.echo(
            say(
                lang,
                f"已生成 {forms} 个案例，含 {errors} 处标注的错误：{folder / FILE}",
                f"{forms} cases with {errors} labelled errors: {folder / FILE}",
            ),
            err=True,
        )

    return generate


def _score_command(lang: Lang) -> click.Command:
    @click.command(
        "score",
        help=say(
            lang,
            "读取、审核已生成的文件夹并与标注对照",
            "Read and audit a folder that was made, and compare with its truth",
        ),
    )
    @click.argument("folder", type=click.Path(exists=True, file_okay=False), metavar="DIR")
    @_jobs(lang)
    @_format(lang)
    def score(folder: str, jobs: int, output: str) -> None:
        from plumbline.benchmark.truth_file import FILE, truths

        path = Path(folder) / FILE
        if not path.is_file():
            raise click.BadParameter(say(lang, f"文件夹中没有 {FILE}", f"the folder has no {FILE}"), param_hint="DIR")
        with path.open("rb") as lines:
            known = list(truths(lines))
        _print(
            _counted(_in_order(partial(_score_case, folder), known, jobs), len(known), lang), output, lang, seed=None
        )

    return score


def _run_command(lang: Lang) -> click.Command:
    @click.command("run", help=say(lang, "在内存中生成、审核并对照", "Make, audit and compare in memory"))
    @_seed(lang)
    @_forms(lang, 2000)
    @_jobs(lang)
    @_format(lang)
    def run(seed: int, forms: int, jobs: int, output: str) -> None:
        _print(
            _counted(_in_order(partial(_run_number, seed), range(forms), jobs), forms, lang), output, lang, seed=seed
        )

    return run


def _folder_of(case: str) -> str:
    """Name the folder of a case: a thousand cases each."""
    return f"{int(case.rsplit('-', 1)[1]) // _FOLDER_SIZE:03d}"


def _write_case(seed: int, out: str, number: int) -> "Truth":
    from plumbline.benchmark.generate import case

    made = case(seed, number)
    folder = Path(out, _folder_of(made.truth.case))
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.files.items():
        (folder / name).write_bytes(data)
    return made.truth


def _score_case(root: str, truth: "Truth") -> "CaseResult":
    from plumbline.benchmark.run import judge_files

    folder = Path(root, _folder_of(truth.case))
    paths = [folder / form.file for form in truth.forms]
    return judge_files(truth, {path.name: path.read_bytes() for path in paths if path.is_file()})


def _run_number(seed: int, number: int) -> "CaseResult":
    from plumbline.benchmark.generate import case
    from plumbline.benchmark.run import run_case

    return run_case(case(seed, number))


def _in_order(work: Callable[[Given], Item], items: Iterable[Given], jobs: int) -> Iterator[Item]:
    if jobs <= 1:
        yield from map(work, items)
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(max_workers=jobs) as pool:
        yield from pool.map(work, items, chunksize=16)


def _counted(results: "Iterator[CaseResult]", count: int, lang: Lang) -> "Tally":
    from plumbline.benchmark.tally import Tally

    tally = Tally()
    for result in _progress(results, count, lang):
        tally.add(result)
    return tally


def _progress(items: Iterator[Item], count: int, lang: Lang) -> Iterator[Item]:
    if not sys.stderr.isatty():
        yield from items
        return
    with click.progressbar(items, length=count, label=say(lang, "基准", "Benchmark"), file=sys.stderr) as bar:
        yield from bar


def _print(tally: "Tally", output: str, lang: Lang, *, seed: int | None) -> None:
    if output == "json":
        import msgspec

        click.echo(msgspec.json.format(msgspec.json.encode(tally), indent=2))
    elif output == "markdown":
        from plumbline.benchmark.tables import page

        click.echo(page(tally, seed=seed if seed is not None else DEFAULT_SEED))
    else:
        _print_tables(tally, lang)
    from plumbline.benchmark.goals import goals_of

    sys.exit(0 if all(goal.is_met for goal in goals_of(tally)) else 1)


def _print_tables(tally: "Tally", lang: Lang) -> None:
    from plumbline.benchmark.goals import goals_of
    from plumbline.cli.tables import make_console, plain_table

    console = make_console()
    heads = (("目标", "goal"), ("结果", "reached"), ("要求", "wanted"), ("达到", "met"))
    rows = [
        (
            say(lang, goal.zh, goal.en),
            goal.reached,
            goal.wanted,
            say(lang, "是", "yes") if goal.is_met else say(lang, "否", "no"),
        )
        for goal in goals_of(tally)
    ]
    console.print(plain_table([say(lang, zh, en) for zh, en in heads], rows))
    titles = (
        ("版式", "layout", tally.by_layout),
        ("文件", "file", tally.by_format),
        ("错误种类", "kind of error", tally.by_kind),
    )
    counted = [say(lang, zh, en) for zh, en in _HEADS]
    for zh, en, groups in titles:
        console.print(
            plain_table([say(lang, zh, en), *counted], [[name, *_cells(groups[name])] for name in sorted(groups)])
        )
    if tally.false_by_rule:
        from plumbline.benchmark.tally import sorted_rules

        false = ", ".join(f"{rule} {count}" for rule, count in sorted_rules(tally.false_by_rule))
        console.print(say(lang, f"误报（按规则）：{false}", f"False findings by rule: {false}"))


def _cells(counts: "Counts") -> list[str]:
    recall, precision = ("" if value is None else f"{value:.3f}" for value in (counts.recall, counts.precision))
    numbers = [str(number) for number in (counts.labels, counts.found, counts.hidden)]
    return [*numbers, recall, str(counts.findings), str(counts.repeats), precision]
