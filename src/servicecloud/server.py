"""Getting the site ready and serving it: the pages by granian, the background work by the queue's worker."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.migrations.executor import MigrationExecutor

_LIVES_AT_LEAST = 10  # seconds; a worker that ends sooner would end again
Say = Callable[[str], object]


def prepare(*, scale: int, say: Say) -> None:
    """Do only what is missing: migrations, static files, demonstration data. A second start finds nothing to do."""
    bring_up_to_date(say=say)
    if settings.DEMO:
        call_command("load_demo", scale=scale, verbosity=1)


def bring_up_to_date(*, say: Say) -> None:
    """Apply missing migrations and collect changed static files."""
    if _has_unapplied_migrations():
        say("数据库升级 · Bringing the database up to date …")
        call_command("migrate", verbosity=0, interactive=False)
    if _static_files_are_stale():
        say("整理静态文件 · Collecting static files …")
        call_command("collectstatic", verbosity=0, interactive=False)
        _stamp().write_text(_newest_static_file(), encoding="ascii")


def serve(*, host: str, port: int, workers: int, say: Say) -> int:
    """Run the web server and the worker until one of them ends or somebody presses Ctrl+C; return the exit code."""
    say(f"\n  http://{host}:{port}/\n")
    if settings.DEMO:
        from servicecloud.demo.people import describe_accounts

        say(describe_accounts())
    forget_counts()
    web = web_command(host=host, port=port, workers=workers, threads=2)
    worker = [sys.executable, "-m", "servicecloud.cli", "work"]
    processes = [subprocess.Popen(web), subprocess.Popen(worker)]
    started = time.monotonic()
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.5)
            if processes[1].poll() is not None and time.monotonic() - started > _LIVES_AT_LEAST:
                say("重新启动后台进程 · Starting another worker …")
                processes[1], started = subprocess.Popen(worker), time.monotonic()
    except KeyboardInterrupt:
        say("\n停止 · Stopping …")
        return 0
    finally:
        _stop(processes)
    return next((process.returncode for process in processes if process.returncode), 0)


def web_command(*, host: str, port: int, workers: int, threads: int) -> list[str]:
    """Return the command that serves the pages. A worker that dies is replaced."""
    place = ["--interface", "wsgi", "--host", host, "--port", str(port)]
    size = ["--workers", str(workers), "--blocking-threads", str(threads), "--respawn-failed-workers"]
    return [
        *(sys.executable, "-m", "granian", *place, *size),
        *("--no-ws", "--log-level", "warning", "servicecloud.wsgi:application"),
    ]


def forget_counts() -> None:
    """Empty the folder in which the workers count for Prometheus: the figures are those since the start."""
    for path in _count_files():
        path.unlink(missing_ok=True)


def _count_files() -> list[Path]:
    return list(Path(settings.METRICS_FOLDER).glob("*.db")) if settings.METRICS_FOLDER else []


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


def _stop(processes: list[subprocess.Popen[bytes]]) -> None:
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
    for process in processes:
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _has_unapplied_migrations() -> bool:
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT) / ".collected"


def _static_files_are_stale() -> bool:
    stamp = _stamp()
    return not stamp.exists() or stamp.read_text(encoding="ascii") != _newest_static_file()


def _newest_static_file() -> str:
    """Return a mark that changes when any static file is added, removed or edited."""
    newest, count = 0, 0
    for finder in finders.get_finders():
        for path, storage in finder.list([]):
            count += 1
            newest = max(newest, Path(storage.path(path)).stat().st_mtime_ns)
    return f"{count}:{newest}"
