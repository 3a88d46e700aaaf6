"""One root cause, one finding: what follows from another finding is listed under it."""

from collections.abc import Sequence

import msgspec

from plumbline.audit.model import Consequence, Finding
from plumbline.audit.registry import GROUPS

_RANK = {group: rank for rank, group in enumerate(("U", *(group for group in GROUPS if group != "U")))}
"""Which cause comes first when several explain the same finding: a unit before anything else."""


def fold(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Put every finding that another one explains under its root cause, in the order of the form.

    A finding is explained when its (rule, path), or (``*``, path), stands in another's `explains`, or when another's key stands in
    its own `causes`. Findings that explain each other in a circle stay where they are.
    """
    if len(findings) < 2:
        return tuple(_finished(finding, ()) for finding in findings)
    parents = _parents(findings)
    if not any(parents):
        return tuple(_finished(finding, ()) for finding in findings)
    members: dict[int, list[int]] = {}
    for index in range(len(findings)):
        root = _root(index, parents)
        if root != index:
            members.setdefault(root, []).append(index)
    folded = {index for group in members.values() for index in group}
    return tuple(
        _finished(finding, tuple(_consequence(findings, parents, member) for member in members.get(index, ())))
        for index, finding in enumerate(findings)
        if index not in folded
    )


def _parents(findings: Sequence[Finding]) -> list[list[int]]:
    """For each finding the ones that explain it, the strongest first."""
    by_path: dict[str, list[int]] = {}
    by_key: dict[str, list[int]] = {}
    for index, finding in enumerate(findings):
        by_path.setdefault(finding.path, []).append(index)
        by_key.setdefault(finding.key, []).append(index)
    parents: list[list[int]] = [[] for _ in findings]
    for index, finding in enumerate(findings):
        for rule, path in finding.explains:
            for other in by_path.get(path, ()):
                if other != index and rule in ("*", findings[other].rule) and index not in parents[other]:
                    parents[other].append(index)
        for key in finding.causes:
            parents[index].extend(
                other for other in by_key.get(key, ()) if other != index and other not in parents[index]
            )
    for group in parents:
        group.sort(key=lambda index: (_RANK[findings[index].rule[0]], findings[index].rule, index))
    return parents


def _root(index: int, parents: list[list[int]]) -> int:
    seen = {index}
    root = index
    while parents[root]:
        root = parents[root][0]
        if root in seen:
            return index
        seen.add(root)
    return root


def _consequence(findings: Sequence[Finding], parents: list[list[int]], index: int) -> Consequence:
    finding = findings[index]
    return Consequence(
        finding.rule,
        finding.field,
        finding.path,
        finding.level3,
        finding.printed,
        finding.expected,
        finding.message_zh,
        finding.message_en,
        finding.cell,
        tuple(findings[parent].key for parent in parents[index]),
        finding.expected_en,
    )


def _finished(finding: Finding, consequences: tuple[Consequence, ...]) -> Finding:
    if not consequences and not finding.explains and not finding.causes:
        return finding
    return msgspec.structs.replace(finding, consequences=consequences, explains=(), causes=())
