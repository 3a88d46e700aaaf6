"""`plumbline audit --engine ray` on a cluster of two machines, both of them this one. Run by `make test-ray`."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from plumbline.cli.files import NamedFile
from plumbline.cli.on_ray import EngineDiffersError, on_ray
from plumbline.cli.stored import engine_digest
from plumbline.examples import example_files

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from plumbline.cli.main import main; main()"]
COPIES = 20
MEMORY = 100_000_000

# Read by Ray when it is imported and by every worker: no reports to its makers, and the sources of this checkout.
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
cluster_utils = pytest.importorskip("ray.cluster_utils", reason="Ray is not installed; `make test-ray` installs it")


@pytest.fixture(scope="module")
def cluster() -> Iterator[cluster_utils.Cluster]:
    """A head that does no work and two machines with a processor each."""
    made = cluster_utils.Cluster(initialize_head=True, head_node_args={"num_cpus": 0, "object_store_memory": MEMORY})
    try:
        for _ in range(2):
            made.add_node(num_cpus=1, object_store_memory=MEMORY)
        made.wait_for_nodes()
        yield made
    finally:
        made.shutdown()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    forms = tmp_path_factory.mktemp("forms")
    for number in range(COPIES):
        for file in example_files():
            if file.suffix != ".pdf":
                (forms / f"{number:03}-{file.name}").write_bytes(file.read_bytes())
    (forms / "damaged.docx").write_bytes(b"PK\x03\x04broken")
    return forms


def _start(folder: Path, report: Path, *options: object) -> subprocess.Popen[bytes]:
    words = [*COMMAND, "audit", folder, "--each", "--format", "json", "--out", report, *options]
    return subprocess.Popen([str(word) for word in words], stderr=subprocess.PIPE)


def _report(folder: Path, report: Path, *options: object) -> tuple[bytes, bytes, int]:
    process = _start(folder, report, *options)
    _, said = process.communicate(timeout=120)
    return report.read_bytes(), said, process.returncode


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes, int]:
    return _report(folder, tmp_path_factory.mktemp("report") / "audit.json", "--jobs", "2")


def test_two_machines_give_the_report_of_two_processes(
    cluster: cluster_utils.Cluster,
    folder: Path,
    tmp_path: Path,
    expected: tuple[bytes, bytes, int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(folder.parent)
    # The path means nothing to a machine with another working directory.
    here = Path(folder.name)

    assert _report(here, tmp_path / "audit.json", "--engine", "ray", "--ray-address", cluster.address) == expected


def test_a_machine_lost_in_the_middle_changes_nothing(
    cluster: cluster_utils.Cluster, folder: Path, tmp_path: Path, expected: tuple[bytes, bytes, int]
) -> None:
    store, report = tmp_path / "store", tmp_path / "audit.json"
    machine = cluster.add_node(num_cpus=2, object_store_memory=MEMORY)
    cluster.wait_for_nodes()

    process = _start(folder, report, "--engine", "ray", "--ray-address", cluster.address, "--resume", store)
    while sum(1 for _ in store.rglob("*.z")) < 20 and process.poll() is None:
        time.sleep(0.005)
    running = process.poll() is None
    cluster.remove_node(machine, allow_graceful=False)
    _, said = process.communicate(timeout=120)

    assert running
    assert (report.read_bytes(), said, process.returncode) == expected
    assert sum(1 for _ in store.rglob("*.z")) == COPIES * sum(file.suffix != ".pdf" for file in example_files()) + 1


def _name(marker: Path, file: NamedFile) -> str:
    """Die on file 7: always, or where the marker's folder exists only the first time."""
    if file.name == "7" and not marker.exists():
        if marker.parent.exists():
            marker.touch()
        os._exit(9)
    return file.name


def _lost(file: NamedFile) -> str:
    return f"lost {file.name}"


@pytest.mark.parametrize("dies", ["once", "always"])
def test_a_worker_that_dies_is_replaced_and_its_file_reported_when_it_dies_again(
    cluster: cluster_utils.Cluster, tmp_path: Path, dies: str
) -> None:
    files = [NamedFile(Path(f"/{number}"), str(number)) for number in range(40)]
    marker = tmp_path / "died" if dies == "once" else tmp_path / "no folder" / "died"

    names = list(
        on_ray(partial(_name, marker), iter(files), address=cluster.address, engine=engine_digest(), died=_lost)
    )

    assert names == ["lost 7" if name == "7" and dies == "always" else name for name in map(str, range(40))]


def test_a_machine_with_another_program_refuses_the_work(cluster: cluster_utils.Cluster) -> None:
    files = [NamedFile(Path("/1"), "1")]

    with pytest.raises(EngineDiffersError) as refused:
        list(on_ray(_lost, files, address=cluster.address, engine="another", died=_lost))

    assert "同一版本" in refused.value.message("zh")
    assert refused.value.code == "engine_differs"


def test_an_address_without_a_cluster_is_refused_in_one_sentence(folder: Path) -> None:
    words = [*COMMAND, "audit", str(folder), "--engine", "ray", "--ray-address", "127.0.0.1:1", "--lang", "en"]

    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)

    assert done.returncode == 2
    assert "No Ray cluster can be reached (127.0.0.1:1" in done.stderr
    assert "Traceback" not in done.stderr
