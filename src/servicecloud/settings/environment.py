"""The only place that reads environment variables; every one of them is listed in docs/reference/site-settings.md."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

VAR = Path(os.environ.get("PLUMBLINE_VAR", "var")).absolute()
"""Where the site keeps what it writes: database, uploads, generated secrets, collected static files."""


def text(name: str, default: str = "") -> str:
    """Return a variable, or the default when it is unset or blank."""
    return os.environ.get(name, "").strip() or default


def required(name: str) -> str:
    """Return a variable that production cannot do without."""
    value = text(name)
    if not value:
        message = f"{name} is not set. See docs/reference/site-settings.md."
        raise ImproperlyConfigured(message)
    return value


def flag(name: str, *, default: bool) -> bool:
    """Return a yes/no variable; 1, true, yes and on mean yes."""
    value = text(name).lower()
    return default if not value else value in {"1", "true", "yes", "on"}


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def generated(name: str, *, size: int) -> str:
    """Return a variable, or a random hex secret that is made once and kept in the var folder (for one machine only)."""
    value = text(name)
    if value:
        return value
    path = VAR / "secrets" / name.lower()
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_hex(size), encoding="ascii")
        try:
            os.link(draft, path)  # the first process wins; every other one reads what the first one wrote
        except FileExistsError:
            draft.unlink()
            return path.read_text(encoding="ascii")
        draft.unlink()
    return path.read_text(encoding="ascii")


def metrics_folder() -> Path:
    """Return where the workers count for Prometheus. Its library looks for the folder in the environment, so it is put there."""
    folder = Path(text("PLUMBLINE_METRICS") or VAR / "metrics")
    folder.mkdir(parents=True, exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)
    return folder


_PREPARED: dict[str, object] = {"server_side_binding": True, "prepare_threshold": 5}
"""A statement that comes back is planned once for each connection: planning a page's five queries takes longer than running them."""
_NO_JIT = "-c jit=off"
"""Compiling the query of a board takes seconds and saves none: no query of a page runs long enough."""


def database(*, pooled: bool = True) -> dict[str, object]:
    """Return Django's database settings: `DATABASE_URL` for PostgreSQL, else SQLite in the var folder."""
    url = text("DATABASE_URL")
    if not url:
        return sqlite(VAR / "plumbline.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme not in {"postgres", "postgresql"}:
        message = f"DATABASE_URL must start with postgresql:// or sqlite://, not {parts.scheme}://"
        raise ImproperlyConfigured(message)
    options: dict[str, object] = dict(parse_qsl(parts.query))
    options["options"] = f"{_NO_JIT} {options.get('options', '')}".strip()
    if pooled:
        options["pool"] = {"min_size": 1, "max_size": int(text("PLUMBLINE_DB_POOL", "8")), "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": {**_PREPARED, **options},
    }


def sqlite(path: Path) -> dict[str, object]:
    """Return SQLite settings that let many processes write: WAL, and the write lock taken at the start of a transaction."""
    return {
        "ENGINE": "servicecloud.sqlite",
        "NAME": path,
        "CONN_MAX_AGE": 600,  # opening a file anew for each request costs as much as all its queries
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000; PRAGMA foreign_keys=ON;",
        },
    }
