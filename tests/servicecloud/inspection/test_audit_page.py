"""Dropping a form: findings on the page, copies in the page, nothing anywhere else."""

import base64
import re
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings

from plumbline.examples import FOLDER, example_files
from servicecloud.inspection import services
from servicecloud.limits.services import Rate

XLSX = FOLDER / "self-evaluation-wan.xlsx"


@pytest.fixture(autouse=True)
def _database(db):
    """Counting needs the database."""


def drop(client, path=XLSX, *, data=None, name=None):
    upload = SimpleUploadedFile(name or path.name, path.read_bytes() if data is None else data)
    return client.post("/audit/", {"form": upload})


def taken_away(page, which):
    """Return the name and the bytes of a copy that the page holds."""
    found = re.search(rf'id="{which}" href="data:[^;]+;base64,([^"]*)" download="([^"]*)"', page.content.decode())
    return found[2], base64.b64decode(found[1])


def rows():
    counted = {}
    for model in apps.get_models():
        manager = getattr(model, "everywhere", model._base_manager)
        if model._meta.managed and model._meta.label not in {"limits.Counter", "sessions.Session"}:
            counted[model._meta.label] = manager.count()
    return counted


@pytest.mark.parametrize("path", example_files(), ids=lambda path: path.name)
def test_every_example_form_is_audited_and_comes_back_annotated(client, path):
    page = drop(client, path)

    assert page.status_code == 200
    name, copy = taken_away(page, "copy")
    assert name.startswith(f"{path.stem}-批注.")
    assert copy
    assert taken_away(page, "workbook")[1].startswith(b"PK")


def test_a_finding_stands_with_its_place_what_is_wrong_and_what_to_do(client):
    text = drop(client).content.decode()

    assert "finding-error" in text
    assert "工作表" in text
    assert "建议" in text
    assert "依据" in text


def test_the_copy_of_a_workbook_is_a_workbook_with_notes(client):
    _name, copy = taken_away(drop(client), "copy")

    assert [name for name in ZipFile(BytesIO(copy)).namelist() if "comments" in name]


def test_the_english_page_speaks_english_in_its_findings_too(client):
    client.post("/language/", {"language": "en"})

    page = drop(client)
    text = page.content.decode()

    assert "Result of the audit" in text
    assert "What to do" in text
    assert taken_away(page, "copy")[0] == "self-evaluation-wan-annotated.xlsx"


def test_who_has_no_form_may_try_the_example(client):
    page = client.post("/audit/", {"example": "yes"})

    assert page.status_code == 200
    assert "finding-" in page.content.decode()


def test_of_a_dropped_file_no_file_and_no_row_remains(client, tmp_path, settings, monkeypatch):
    for name in ("temporary", "media", "var"):
        (tmp_path / name).mkdir()
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 10  # anything larger would go into a temporary file
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    written = []
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *_args, **_kwargs: written.append(1))
    before = rows()

    page = drop(client)

    assert page.status_code == 200
    assert rows() == before
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert written == []


def test_the_process_that_reads_the_file_can_write_none(tmp_path):
    program = (
        "import sys; sys.path.insert(0, {site!r});"
        "from servicecloud.inspection.child import _give_up_powers; _give_up_powers();"
        "stream = open({target!r}, 'w'); stream.write('kept'); stream.flush()"
    )
    site, target = str(Path(services.__file__).parents[2]), str(tmp_path / "kept.txt")
    done = subprocess.run(
        [sys.executable, "-c", program.format(site=site, target=target)], capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "File too large" in done.stderr
    assert Path(target).read_text() == ""


def test_the_log_holds_neither_name_nor_content(client, caplog):
    drop(client, name="绝密材料.xlsx")
    drop(client, data=b"\x89PNG secret", name="绝密图片.png")

    assert "绝密" not in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    ("data", "name", "status", "sentence"),
    [
        (b"", "empty.docx", 422, "文件是空的"),
        (b"\x89PNG....", "photo.png", 422, "这不是可以读取的表单文件"),
        (b"PK\x03\x04 broken", "form.docx", 422, "请"),
        ("会议通知\n请各位参加。".encode(), "notice.txt", 422, "没有找到绩效目标表"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc", 422, "请"),
        (b"{\\rtf1 text}", "old.rtf", 422, "另存为 docx"),
        (b"x" * (5 * 1024 * 1024 + 1), "large.txt", 413, "文件超过 5 MB"),
    ],
)
def test_what_cannot_be_audited_is_refused_in_one_sentence_that_says_what_to_do(client, data, name, status, sentence):
    page = drop(client, data=data, name=name)

    text = re.search(r'id="refusal">(.*?)</div>', page.content.decode(), re.DOTALL)[1]
    assert page.status_code == status
    assert sentence in text
    assert text.count("。") == 1
    assert name in text


def test_a_file_of_exactly_the_limit_is_read(client):
    page = drop(client, data=b"x" * (5 * 1024 * 1024), name="text.txt")

    assert page.status_code == 422
    assert "没有找到绩效目标表" in page.content.decode()


def test_an_enormous_upload_is_refused_without_being_read():
    client = Client()

    page = client.post(
        "/audit/", data=b"x", content_type="multipart/form-data; boundary=x", headers={"Content-Length": str(10**9)}
    )

    assert page.status_code == 413


def test_nothing_chosen_says_so(client):
    page = client.post("/audit/", {})

    assert page.status_code == 422
    assert "还没有选择文件" in page.content.decode()


def test_a_post_from_another_site_is_refused():
    client = Client(enforce_csrf_checks=True)

    assert drop(client).status_code == 403


def test_with_the_token_of_the_page_the_same_post_is_accepted():
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get("/audit/").content.decode())[1]

    page = client.post(
        "/audit/", {"csrfmiddlewaretoken": token, "form": SimpleUploadedFile(XLSX.name, XLSX.read_bytes())}
    )

    assert page.status_code == 200


def test_too_many_audits_from_one_address_have_to_wait_and_others_do_not(monkeypatch):
    monkeypatch.setattr(services, "RATE_OF_EACH", Rate(hits=1, seconds=10**9))
    here, there = Client(REMOTE_ADDR="198.51.100.1"), Client(REMOTE_ADDR="198.51.100.2")
    text = {"data": b"no form", "name": "a.txt"}

    answers = [drop(here, **text).status_code, drop(here, **text).status_code, drop(there, **text).status_code]

    assert answers == [422, 429, 422]


def test_a_file_that_takes_too_long_is_stopped(monkeypatch):
    monkeypatch.setattr(services, "SECONDS", 0.01)

    with pytest.raises(services.TookTooLongError):
        services.inspect_file(data=XLSX.read_bytes(), name="a.xlsx", lang="zh", key="k")


def test_a_process_that_breaks_is_a_refusal_and_not_a_fault(monkeypatch, caplog):
    monkeypatch.setattr(services, "_CHILD", ("/bin/false",))

    with pytest.raises(services.TookTooLongError):
        services.inspect_file(data=b"text", name="secret.txt", lang="zh", key="k")

    assert "inspection failed" in caplog.text
    assert "secret" not in caplog.text


@override_settings(SECRET_KEY="not-for-the-child")
def test_the_process_gets_no_secret_of_ours(monkeypatch):
    monkeypatch.setenv("PLUMBLINE_SECRET_KEY", "top-secret")
    seen = []
    run = services.subprocess.run

    def watch(*args, **kwargs):
        seen.append(kwargs["env"])
        return run(*args, **kwargs)

    monkeypatch.setattr(services.subprocess, "run", watch)
    services.inspect_file(data=XLSX.read_bytes(), name="a.xlsx", lang="zh", key="k")

    assert seen == [{"PATH": "", "LANG": "C.UTF-8"}]


def test_text_in_a_form_is_shown_and_never_run(client):
    text = (FOLDER / "self-evaluation-yuan.txt").read_text(encoding="utf-8")
    name = re.search(r"项目名称\s+(\S+)", text)[1]

    page = drop(client, data=text.replace(name, "<script>alert(1)</script>").encode(), name="<b>.txt")

    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert "&lt;b&gt;.txt" in page.content.decode()
