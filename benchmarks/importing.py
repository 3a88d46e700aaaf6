"""`python -m benchmarks.importing FILE`: import a file as the queue's worker does; prints the seconds of both steps."""

import hashlib
import json
import sys
import time
from pathlib import Path


def main() -> None:
    """Check every row, then write what was accepted."""
    import django

    django.setup()
    from servicecloud.directory.models import ImportRun
    from servicecloud.directory.services.imports import apply_import, check_import, path_of
    from servicecloud.identity.models import User
    from servicecloud.identity.standing import scope_of_everything

    content = Path(sys.argv[1]).read_bytes()
    operator = User.objects.get(username="operator", is_demonstration=True)
    digest = hashlib.sha256(content).hexdigest()
    run = ImportRun.objects.create(file_name="enterprises.csv", sha256=digest, started_by=operator)
    path = path_of(run)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with scope_of_everything():
        begun = time.perf_counter()
        check_import(run_id=run.pk)
        checked = time.perf_counter()
        ImportRun.objects.filter(pk=run.pk).update(state="applying")
        apply_import(run_id=run.pk, actor=operator)
        applied = time.perf_counter()
    run.refresh_from_db()
    result = {"checked": checked - begun, "applied": applied - checked, "counts": run.counts, "state": run.state}
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
