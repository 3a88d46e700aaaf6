"""Registers that several projects of a unit keep together: each row names its project, so that no act counts for two of them."""

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from servicecloud.demo.project_records import YEAR, Ledger, Record, records_of

PROJECT = ("项目", "Project")
_USERS = ("用户", "Users")
_ANSWER = ("评价", "Answer")
Split = tuple[str, str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class Part:
    """What one project (the first of `values`) enters in a year.

    With `growth` it serves so many more enterprises from year to year, and a little better.
    """

    values: tuple[str, ...]
    ledger: Ledger
    growth: int = 0

    def records(self, year: int) -> Iterator[Record]:
        """Yield its rows of a year, each with the values that tell the part."""
        years = year - YEAR if self.growth else 0
        ledger = self.ledger
        more = self.growth * years
        own = replace(
            ledger,
            title_zh=":".join((ledger.title_zh, *self.values)),
            rows=ledger.rows + (more if ledger.counting == "count" else 0),
            subjects=ledger.subjects + (more if ledger.counting == "distinct" else 0),
            total=ledger.total + 100 * more if ledger.total else 0,
            split=tuple(_better(each, years, more if ledger.counting == "count" else 0) for each in ledger.split),
        )
        for record in records_of(own, year=year):
            yield replace(record, values=(*self.values, *record.values))


def _better(split: Split, years: int, more: int) -> Split:
    """Return a split with fewer of the second value from year to year, and the rows that were added among the first."""
    zh, en, ((good, many), (bad, few)) = split
    fewer = max(1, few - years)
    return zh, en, ((good, many + more + few - fewer), (bad, fewer))


@dataclass(frozen=True)
class Shared:
    """One register of several parts, which `by` tells apart."""

    by: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]

    @property
    def ledger(self) -> Ledger:
        """The register itself: what tells the parts comes before what a row says."""
        first = self.parts[0].ledger
        told = tuple(
            (zh, en, tuple((text, 0) for text in dict.fromkeys(part.values[at] for part in self.parts)))
            for at, (zh, en) in enumerate(self.by)
        )
        return replace(first, split=(*told, *first.split))

    def records(self, year: int, projects: Container[str]) -> list[Record]:
        """Return the rows that these projects enter in a year, in order of days."""
        found = [row for part in self.parts if part.values[0] in projects for row in part.records(year)]
        return sorted(found, key=lambda row: row.happened_on)


def _split(zh: str, en: str, good: tuple[str, int], bad: tuple[str, int]) -> Split:
    return (zh, en, (good, bad))


def _visits(name: str, subjects: int, growth: int = 0) -> Part:
    rows, open_, late = 130, 3 + subjects % 8, 4 + subjects % 5
    split = (
        _split("办结", "Settled", ("已办结", rows - open_), ("未办结", open_)),
        _split("进度", "Progress", ("按期", rows - late), ("逾期", late)),
    )
    ledger = Ledger(
        "重点企业走访", "Visits of key enterprises", "走访服务的重点企业", "key enterprises visited and served",
        "家", "distinct", rows, "走访记录", subjects=subjects, split=split,
    )  # fmt: skip
    return Part((name,), ledger, growth)


def _guarantees(name: str, wan: int, growth: int) -> Part:
    ledger = Ledger(
        "项目担保台账", "Guarantees by project", "经项目对接获得的融资担保", "guarantees that a project arranged",
        "万元", "sum", 26, "担保合同", total=wan, subjects=26,
    )  # fmt: skip
    return Part((name,), ledger, growth)


def _answers(name: str, rows: int, bad: int, growth: int) -> Part:
    ledger = Ledger(
        "企业满意度回访", "Answers of enterprises", "有效回访", "valid answers", "份", "count", rows, "回访问卷",
        split=(_split(*_ANSWER, ("满意", rows - bad), ("不满意", bad)),),
    )  # fmt: skip
    return Part((name,), ledger, growth)


_SERVED = (
    # project, enterprises, more from year to year, guarantees in 万元, answers, of them not satisfied
    ("企业融资服务", 118, 0, 15_600, 90, 6),
    ("重点企业服务", 104, 0, 12_400, 80, 6),
    ("融资对接服务", 99, 0, 18_200, 110, 9),
    ("专精特新培育服务", 112, 0, 10_900, 100, 5),
    ("企业走访服务", 126, 0, 10_300, 120, 8),
    ("企业数字化诊断", 108, 0, 11_800, 60, 4),
    ("创业服务体系建设", 94, 4, 11_200, 90, 6),
)


def _faults(name: str, rows: int, left: int, again: int) -> Part:
    ledger = Ledger(
        "系统故障", "Faults", "受理的系统故障", "faults reported", "次", "count", rows, "故障单",
        split=(
            _split("处置", "Outcome", ("已排除", rows - left), ("未排除", left)),
            _split("重复", "Repeated", ("重复发生", again), ("首次发生", rows - again)),
        ),
    )  # fmt: skip
    return Part((name,), ledger)


def _hours(name: str, rows: int, bad: int) -> Part:
    ledger = Ledger(
        "系统运行时段", "Hours in service", "按小时检测的运行时段", "hours checked", "次", "count", rows, "监控记录",
        split=(_split("状态", "State", ("故障", bad), ("正常", rows - bad)),),
    )  # fmt: skip
    return Part((name,), ledger)


def _staff(name: str) -> Part:
    ledger = Ledger(
        "运维人员", "Operations staff", "在岗的运维人员", "staff on duty", "人", "distinct", 6, "考勤表", subjects=3
    )
    return Part((name,), ledger)


def _assessed(name: str, rows: int, bad: int) -> Part:
    ledger = Ledger(
        "运维考核", "Staff assessments", "运维人员考核", "assessments of staff", "次", "count", rows, "考核表",
        split=(_split("结论", "Outcome", ("胜任", rows - bad), ("不胜任", bad)),),
    )  # fmt: skip
    return Part((name,), ledger)


def _users(name: str, users: str, rows: int, bad: int) -> Part:
    ledger = Ledger(
        "系统用户回访", "User survey", "有效回访", "valid answers", "份", "count", rows, "回访问卷",
        split=(_split(*_ANSWER, ("满意", rows - bad), ("不满意", bad)),),
    )  # fmt: skip
    return Part((name, users), ledger)


_RUN, _BUILT = "信息化运维项目", "信息化建设项目"

SHARED = (
    Shared((PROJECT,), tuple(_visits(name, served, more) for name, served, more, *_rest in _SERVED)),
    Shared((PROJECT,), tuple(_guarantees(name, wan, more) for name, _served, more, wan, *_rest in _SERVED)),
    Shared((PROJECT,), tuple(_answers(name, rows, bad, more) for name, _served, more, _wan, rows, bad in _SERVED)),
    Shared((PROJECT,), (_faults(_RUN, 60, 3, 2), _faults(_BUILT, 40, 2, 1))),
    Shared((PROJECT,), (_hours(_RUN, 500, 20), _hours(_BUILT, 300, 9))),
    Shared((PROJECT,), (_staff(_RUN), _staff(_BUILT))),
    Shared((PROJECT,), (_assessed(_RUN, 20, 1), _assessed(_BUILT, 20, 1))),
    Shared(
        (PROJECT, _USERS),
        (
            _users(_RUN, "前台用户", 100, 6),
            _users(_RUN, "管理后台用户", 40, 2),
            _users(_RUN, "入驻机构", 60, 4),
            _users(_BUILT, "前台用户", 60, 3),
            _users(_BUILT, "管理后台用户", 30, 2),
            _users(_BUILT, "入驻机构", 40, 2),
        ),
    ),
)
