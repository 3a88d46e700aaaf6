"""Auditing a file in a process of its own. Neither the file nor the outcome is written anywhere."""

import subprocess
import sys
from typing import TypeVar

import msgspec
import structlog

from plumbline.errors import Lang
from servicecloud.inspection.errors import FileTooLargeError, NoFileError, NotAuditedError, TookTooLongError
from servicecloud.inspection.model import AnyJob, Job, Outcome, RecordJob, Records, Refusal, Report
from servicecloud.limits.services import Rate, check_hit

log = structlog.get_logger(__name__)

MOST_MEGABYTES = 5
SECONDS = 25
RATE_OF_EACH = Rate(hits=20, seconds=600)
RATE_OF_ALL = Rate(hits=120, seconds=60)
Answer = TypeVar("Answer", Report, Records)

_CHILD = (sys.executable, "-I", "-B", "-m", "servicecloud.inspection.child")


def inspect_file(*, data: bytes, name: str, lang: Lang, key: str) -> Report:
    """Audit a file for whoever `key` stands for. Refuses what is too large, too frequent, unreadable or takes too long."""
    if not data and not name:
        raise NoFileError
    if len(data) > MOST_MEGABYTES << 20:
        raise FileTooLargeError(megabytes=MOST_MEGABYTES)
    check_hit(key=key, rate=RATE_OF_EACH)
    check_hit(key="inspection:all", rate=RATE_OF_ALL)
    return _run(Job(data, name, lang), Report)


def record_file(*, data: bytes, name: str, rulebook: str = "") -> Records:
    """Audit the forms of a file to keep them, under a bundled rulebook or the one that applies to each.

    Refuses as `inspect_file` does, without a rate: who may keep is known.
    """
    if not data:
        raise NoFileError
    if len(data) > MOST_MEGABYTES << 20:
        raise FileTooLargeError(megabytes=MOST_MEGABYTES)
    return _run(RecordJob(data, name, rulebook), Records)


def _run(job: AnyJob, answer: type[Answer]) -> Answer:
    """Start the process with an empty environment: it needs no secret of ours, and finds no other program."""
    try:
        done = subprocess.run(
            _CHILD,
            input=msgspec.msgpack.encode(job),
            env={"PATH": "", "LANG": "C.UTF-8"},
            cwd="/",
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise TookTooLongError from error
    if done.returncode:
        # What the process says may quote the file: only the last line, which names the error, goes to the log.
        last = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        log.error("inspection failed", code=done.returncode, size=len(job.data), error=last.partition(":")[0][:80])
        raise TookTooLongError
    outcome: Outcome = msgspec.msgpack.decode(done.stdout, type=Outcome)
    if isinstance(outcome, Refusal):
        raise NotAuditedError(zh=outcome.sentence_zh, en=outcome.sentence_en, reason=outcome.code)
    if not isinstance(outcome, answer):
        raise TypeError(type(outcome))
    return outcome
