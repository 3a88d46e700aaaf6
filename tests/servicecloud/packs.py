"""Evidence packs that wait, as they do while the worker is busy: building one takes longer than most tests that approve."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from unittest import mock

from servicecloud.performance import tasks
from servicecloud.performance.models import SelfEvaluation
from servicecloud.performance.services import packs, reviews


@contextmanager
def packs_waiting() -> Iterator[None]:
    """Note the pack of whatever is approved, and leave it waiting; a pack that somebody asks for is built."""

    def prepare_later(evaluation: SelfEvaluation) -> None:
        queue = SimpleNamespace(enqueue=lambda **_values: None)
        with mock.patch.object(tasks, "build_pack_task", queue):
            packs.prepare_pack(evaluation)

    with mock.patch.object(reviews, "prepare_pack", prepare_later):
        yield
