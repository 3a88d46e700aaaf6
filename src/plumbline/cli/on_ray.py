"""The same work on an existing Ray cluster: results in order, a bounded number of tasks in flight, a lost worker retried.

The machines of the cluster read the files themselves, so the paths lie on storage that all of them share, and each has the same
Plumbline installed; a machine with another one refuses the work, for results of two programs must not stand in one report.
The only module that imports Ray.
"""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from plumbline.cli.files import NamedFile
from plumbline.cli.processes import in_chunks, of_each
from plumbline.cli.stored import engine_digest
from plumbline.errors import PlumblineError

Result = TypeVar("Result")

AHEAD = 3
"""How many chunks for each processor of the cluster are under way or waiting to be taken."""
PATIENCE = {"RAY_NUM_REDIS_GET_RETRIES": "1", "RAY_py_gcs_connect_timeout_s": "10"}
"""What Ray reads when it is imported: by itself it tries to reach a cluster that does not answer for some minutes."""
RETRIES = 3
"""How often Ray gives a chunk to another worker when the one that had it, or its machine, is lost."""


class RayNotInstalledError(PlumblineError):
    """Ray is an optional extra that is not installed here."""

    code = "ray_not_installed"


class ClusterUnreachableError(PlumblineError):
    """No Ray cluster answers at the address, or it runs another version of Ray or Python."""

    code = "ray_unreachable"


class EngineDiffersError(PlumblineError):
    """A machine of the cluster has another Plumbline, or none, so its results would not be those of this one."""

    code = "engine_differs"


def on_ray(
    work: Callable[[NamedFile], Result],
    files: Iterable[NamedFile],
    *,
    address: str | None,
    engine: str,
    died: Callable[[NamedFile], Result],
) -> Iterator[Result]:
    """Yield the result of each file in order; where the worker on a file is lost again and again, the result is `died` of it.

    `engine` is the digest of the program that must do the work. Raises RayNotInstalledError, ClusterUnreachableError,
    EngineDiffersError.
    """
    ray = _ray()
    _connect(ray, address)
    try:
        yield from _spread(ray, work, map(_absolute, files), engine, died)
    finally:
        ray.shutdown()


def _ray() -> Any:
    for name, value in PATIENCE.items():
        os.environ.setdefault(name, value)
    try:
        import ray
    except ImportError as error:
        raise RayNotInstalledError(
            "没有安装 Ray，请安装 plumbline[ray]，或去掉 --engine ray",
            "Ray is not installed; install plumbline[ray], or leave --engine ray out",
        ) from error
    return ray


def _connect(ray: Any, address: str | None) -> None:
    where = address or os.environ.get("RAY_ADDRESS") or "auto"
    try:
        ray.init(address=where, log_to_driver=False, logging_level="ERROR")
    except (ConnectionError, RuntimeError, OSError, ValueError) as error:
        raise ClusterUnreachableError(
            f"连接不上 Ray 集群（{where}：{error}），请检查地址，并先启动集群",
            f"No Ray cluster can be reached ({where}: {error}); check the address and start the cluster first",
        ) from error


def _absolute(file: NamedFile) -> NamedFile:
    """Other machines have other working directories."""
    return NamedFile(Path(file.path).absolute(), file.name)


def _spread(
    ray: Any,
    work: Callable[[NamedFile], Result],
    files: Iterable[NamedFile],
    engine: str,
    died: Callable[[NamedFile], Result],
) -> Iterator[Result]:
    processors = max(1, int(ray.cluster_resources().get("CPU", 1)))
    chunks = in_chunks(files, processors)
    do = ray.remote(num_cpus=1, max_retries=RETRIES)(do_chunk)
    under_way: deque[tuple[Any, list[NamedFile]]] = deque()
    try:
        while True:
            while len(under_way) < processors * AHEAD and (chunk := next(chunks, None)) is not None:
                under_way.append((do.remote(engine, work, chunk), chunk))
            if not under_way:
                return
            reference, chunk = under_way.popleft()
            results = _results(ray, reference)
            # Which file was to blame for the loss nobody can tell: each is tried by itself.
            yield from (
                results if results is not None else (_alone(ray, do, (engine, work), file, died) for file in chunk)
            )
    finally:
        for reference, _ in under_way:
            ray.cancel(reference, force=False)


def do_chunk(engine: str, work: Callable[[NamedFile], Result], files: list[NamedFile]) -> list[Result]:
    """Do the work of one chunk on a machine of the cluster, if it has the same program."""
    if engine_digest() != engine:
        raise EngineDiffersError(
            "集群中有机器安装了不同版本的 Plumbline，请在各机器上安装同一版本",
            "A machine of the cluster has another version of Plumbline; install the same one everywhere",
        )
    return of_each(work, files)


def _alone(
    ray: Any,
    do: Any,
    what: tuple[str, Callable[[NamedFile], Result]],
    file: NamedFile,
    died: Callable[[NamedFile], Result],
) -> Result:
    results: list[Result] | None = _results(ray, do.remote(*what, [file]))
    return died(file) if results is None else results[0]


def _results(ray: Any, reference: Any) -> Any:
    """Return the results of a chunk; None when its workers were lost too often. What a task raised is raised here."""
    try:
        return ray.get(reference)
    except ray.exceptions.RayTaskError as error:
        cause = error.cause
        if isinstance(cause, PlumblineError):
            raise cause from error
        raise EngineDiffersError(
            f"集群中的机器无法执行任务（{type(cause).__name__}：{cause}），请在各机器上安装同一版本的 Plumbline",
            f"A machine of the cluster cannot do the work ({type(cause).__name__}: {cause}); install the same Plumbline everywhere",
        ) from error
    except ray.exceptions.RayError:
        return None
