"""Freezing a number: with its rule, the digest of the entries behind it, and the head of the chain they are sealed in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from plumbline.evidence.hashing import hasher
from plumbline.evidence.measures import CountingRule
from plumbline.evidence.sentences import counting_sentence
from servicecloud.activity.services import record_act
from servicecloud.identity.models import Organisation, User
from servicecloud.identity.standing import scope_of_everything
from servicecloud.ledger.errors import NothingSealedError, StillPostingError
from servicecloud.ledger.models import SealRecord, Snapshot
from servicecloud.ledger.registry import read_rule, rule_text
from servicecloud.ledger.scope import reach
from servicecloud.ledger.selectors.counting import Count
from servicecloud.ledger.selectors.figures import Figure, value
from servicecloud.ledger.selectors.leaves import Leaves
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.ledger.tree import head_record

_ATTEMPTS = 5


@dataclass(frozen=True)
class SnapshotCheck:
    """Whether a frozen number still is what its entries give. Both can be compared: `number_now` as of the same date."""

    is_same_entries: bool
    number_now: Decimal | None
    is_in_chain: bool

    @property
    def holds(self) -> bool:
        """Whether everything agrees."""
        return self.is_same_entries and self.is_in_chain


def take_snapshot(
    rule: CountingRule,
    *,
    as_of: date,
    owner: Organisation,
    actor: User | None,
    owners: Iterable[int] | None = None,
    leaves: Leaves | None = None,
) -> Snapshot:
    """Freeze the number of a rule for an organisation. What waits is sealed first, so that everything counted is in the chain.

    Without `owners` it is over all that the scope reaches; which those are is kept, so that it is the same number for every reader.
    Numbers that are frozen together share their `leaves`.
    """
    reached = reach() if owners is None else owners
    read = leaves or Leaves()
    wanted = None if reached is None else tuple(sorted(reached))
    for _attempt in range(_ATTEMPTS):
        seal_waiting()
        with transaction.atomic():
            last = head_record()
            if last is None:
                raise NothingSealedError
            figure = value(rule, as_of=as_of, owners=wanted)
            digest, sealed = entries_digest(figure.count, algorithm=last.algorithm, leaves=read)
            if sealed == figure.counted:
                snapshot = _keep(figure, digest=digest, head=last, owner=owner, actor=actor)
                record_act(actor=actor, verb="snapshot.taken", about=snapshot, organisation=owner)
                return snapshot
        read.forget()
    raise StillPostingError


def _keep(figure: Figure, *, digest: str, head: SealRecord, owner: Organisation, actor: User | None) -> Snapshot:
    rule = figure.count.rule
    return Snapshot.objects.create(
        owner=owner,
        owners=list(figure.count.owners or ()),
        title_zh=rule.title_zh,
        title_en=rule.title_en,
        definition=rule_text(rule),
        sentence_zh=counting_sentence(rule, "zh"),
        sentence_en=counting_sentence(rule, "en"),
        as_of=figure.count.as_of,
        unit=rule.unit,
        number=figure.number,
        counted=figure.counted,
        numerator=figure.numerator,
        denominator=figure.denominator,
        corrections=figure.corrections,
        algorithm=head.algorithm,
        entries_digest=digest,
        head_digest=head.digest,
        head_count=head.last,
        taken_at=timezone.now(),
        taken_by=actor,
    )


def entries_digest(count: Count, *, algorithm: str, leaves: Leaves | None = None) -> tuple[str, int]:
    """Return one digest over the leaf digests of the contributing entries, in the order of the chain, and how many those are."""
    digests = (leaves or Leaves()).of(count)
    return hasher(algorithm).digest_list(digests).hex(), len(digests)


def check_snapshot(snapshot: Snapshot) -> SnapshotCheck:
    """Count a frozen number again as of its date, from the entries there are now, whoever asks: over the units it was frozen for."""
    owners = tuple(snapshot.owners) or None
    with scope_of_everything():
        figure = value(read_rule(snapshot.definition), as_of=snapshot.as_of, owners=owners)
        digest, _sealed = entries_digest(figure.count, algorithm=snapshot.algorithm)
    return SnapshotCheck(
        is_same_entries=digest == snapshot.entries_digest,
        number_now=figure.number,
        is_in_chain=SealRecord.objects.filter(last=snapshot.head_count, digest=snapshot.head_digest).exists(),
    )
