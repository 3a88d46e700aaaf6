"""Keeping what a working document said at each version, and merging a late save with what was saved meanwhile."""

from collections.abc import Iterable, Iterator
from typing import Any

from servicecloud.identity.models import User
from servicecloud.performance.merging import Clash, Content, Shape, merge, with_taken
from servicecloud.performance.models import DraftEditor, KeptDraft, Project
from servicecloud.performance.values import as_json, from_json
from servicecloud.versioning import StaleRecordError, VersionedModel

KEPT_VERSIONS = 40
"""How many versions of a draft are kept; who comes later than that is shown both and chooses."""


class ClashingSaveError(StaleRecordError):
    """Two people changed the same row. `submitted["content"]` has what could be merged, `clashes` what has to be chosen."""

    def __init__(self, *, current: VersionedModel, submitted: dict[str, Any], clashes: list[Clash]) -> None:
        super().__init__(current=current, submitted=submitted)
        self.clashes = clashes


def keep_draft(project: Project, document: str, *, number: int, content: Any, part: int = 0) -> None:
    """Keep what a document says at a version; the oldest go."""
    rows = KeptDraft.objects.filter(project=project, document=document, part=part)
    rows.filter(number__lte=number - KEPT_VERSIONS).delete()
    KeptDraft.objects.create(project=project, document=document, part=part, number=number, content=content)


def note_editor(project: Project, document: str, *, actor: User) -> None:
    """Keep that somebody wrote in a document: until it is in force, its decisions are for others."""
    DraftEditor.objects.get_or_create(project=project, document=document, person=actor)


def forget_editors(project: Project, document: str) -> None:
    """Begin anew: what stands is in force, and who writes from now on is the author of the next change."""
    DraftEditor.objects.filter(project=project, document=document).delete()


def forget_document(project: Project, document: str) -> None:
    """Let go of the drafts and the editors of a document that is thrown away."""
    forget_editors(project, document)
    KeptDraft.objects.filter(project=project, document=document).delete()


def draft_at(project: Project, document: str, *, number: int, kind: type[Any], part: int = 0) -> Any | None:
    """Return the content of a document at one of its versions, None when it is not kept any more."""
    rows = KeptDraft.objects.filter(project=project, document=document, part=part, number__lte=number)
    row = rows.order_by("-number").first()
    return from_json(row.content, kind) if row else None


def drafts_before(project: Project, document: str, *, kind: type[Any], part: int = 0) -> Iterator[Any]:
    """Yield the contents that are still kept, the latest first."""
    rows = KeptDraft.objects.filter(project=project, document=document, part=part).order_by("-number")
    for row in rows.iterator(chunk_size=5):
        yield from_json(row.content, kind)


def reconciled(
    shape: Shape[Content],
    *,
    current: VersionedModel,
    expected: int,
    seen: Content | None,
    mine: Content,
    theirs: Content,
    taken: Iterable[str] = (),
) -> Content:
    """Return what is to be saved: mine when nobody saved meanwhile, else both merged.

    `taken` names the parts in which the person chose what they saw of the other. Raises ClashingSaveError where a part was changed by
    both, and StaleRecordError where what the person had seen is not kept any more.
    """
    if current.version == expected:
        return with_taken(shape, mine, seen=theirs, taken=taken) if taken else mine
    if seen is None:
        raise StaleRecordError(current=current, submitted={"content": as_json(mine)})
    merged, clashes = merge(shape, base=seen, mine=with_taken(shape, mine, seen=seen, taken=taken), theirs=theirs)
    if clashes:
        raise ClashingSaveError(current=current, submitted={"content": as_json(merged)}, clashes=clashes)
    return merged
