"""Keeping, giving, removing and cleaning up."""

import hashlib
import os
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.servicecloud.factories import PNG, StoredFileFactory

from servicecloud.activity.models import Act
from servicecloud.directory.ownership import ENTERPRISE
from servicecloud.errors import NotFoundError, NotPermittedError
from servicecloud.files import services, storage
from servicecloud.files.enums import DOCUMENTS, PreviewState, ScanState
from servicecloud.files.errors import (
    DiskFullError,
    FileRefusedError,
    FileTooLargeError,
    NotCheckedYetError,
    QuarantinedError,
    QuotaExceededError,
)
from servicecloud.files.models import StoredFile
from servicecloud.files.scanning import CommandScanner, ScannerFailedError
from servicecloud.files.selectors import file_to_give, files_of
from servicecloud.files.services import Owner, Upload, attach_file, clean_up, look_into, remove_file, store_file


def upload(data: bytes = PNG, name: str = "执照.png", **limits: object) -> Upload:
    return Upload(name, [data[:10], data[10:]], **limits)


def pdf(tmp_path: Path) -> bytes:
    document = pypdfium2.PdfDocument.new()
    document.new_page(200, 300)
    document.save(tmp_path / "made.pdf")
    return (tmp_path / "made.pdf").read_bytes()


@pytest.fixture
def owner(town, everything) -> Owner:
    return Owner(ENTERPRISE, str(town.enterprise.pk))


@pytest.fixture
def stored(town, owner) -> StoredFile:
    return store_file(actor=town.people["owner"], upload=upload(), owner=owner)


def test_an_upload_is_kept_with_its_digest_under_its_owner(stored, town, owner):
    assert storage.path_of(stored.pk).read_bytes() == PNG
    assert stored.sha256 == hashlib.sha256(PNG).hexdigest()
    assert (stored.size, stored.kind, stored.scan_state) == (len(PNG), "png", "not_checked")
    assert stored.organisation == town.enterprise.workspace
    assert [file.pk for file in files_of(owner.kind, owner.pk)] == [stored.pk]
    assert Act.objects.get(verb="file.uploaded").object_title == "执照.png"


def test_the_bytes_are_private_to_the_site(stored):
    path = storage.path_of(stored.pk)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (upload(limit=20), FileTooLargeError),
        (upload(b"MZ" + bytes(100)), FileRefusedError),
        (upload(accepted=DOCUMENTS), FileRefusedError),
    ],
)
def test_a_refused_upload_leaves_nothing_behind(town, owner, given, refusal):
    with pytest.raises(refusal):
        store_file(actor=town.people["owner"], upload=given, owner=owner)

    assert not StoredFile.everywhere.exists()
    assert [path for path in storage.root().rglob("*") if path.is_file()] == []


def test_an_organisation_keeps_no_more_than_its_quota(stored, town, owner, settings):
    settings.FILE_QUOTA_BYTES = len(PNG) + 5

    with pytest.raises(QuotaExceededError):
        store_file(actor=town.people["owner"], upload=upload(), owner=owner)


def test_no_upload_is_taken_when_the_disk_is_nearly_full(town, owner, monkeypatch):
    monkeypatch.setattr(storage, "RESERVE_BYTES", 1 << 62)

    with pytest.raises(DiskFullError):
        store_file(actor=town.people["owner"], upload=upload(), owner=owner)


def test_only_who_may_edit_the_entry_uploads(town, owner):
    with pytest.raises(NotPermittedError):
        store_file(actor=town.people["auditor"], upload=upload(), owner=owner)


def test_an_upload_without_an_owner_is_seen_by_its_uploader_alone_until_it_is_attached(town, owner):
    loose = store_file(actor=town.people["owner"], upload=upload())
    with pytest.raises(NotFoundError):
        file_to_give(actor=town.people["operator"], file_id=loose.pk)

    attach_file(actor=town.people["owner"], file_id=loose.pk, owner=owner)

    assert file_to_give(actor=town.people["operator"], file_id=loose.pk).organisation == town.enterprise.workspace


def test_nobody_attaches_what_another_uploaded(town, owner):
    loose = store_file(actor=town.people["owner"], upload=upload())

    with pytest.raises(NotFoundError):
        attach_file(actor=town.people["operator"], file_id=loose.pk, owner=owner)


def test_a_removed_file_is_gone_at_once_and_its_bytes_after_a_month(stored, town):
    remove_file(actor=town.people["owner"], file_id=stored.pk)
    with pytest.raises(NotFoundError):
        file_to_give(actor=town.people["owner"], file_id=stored.pk)

    clean_up(now=timezone.now() + timedelta(days=29))
    assert storage.path_of(stored.pk).exists()
    done = clean_up(now=timezone.now() + timedelta(days=31))

    assert (done.rows, done.missing) == (1, 0)
    assert not storage.path_of(stored.pk).exists()


def test_cleaning_up_deletes_what_nobody_owns_and_spares_the_rest(stored, town):
    loose = store_file(actor=town.people["owner"], upload=upload())
    stray = storage.path_of(services.uuid.uuid4())
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"stray")
    left_over = storage.root() / "incoming" / "left"
    left_over.write_bytes(b"half")
    before = timezone.now().timestamp() - 3 * 86400
    for path in (stray, left_over):
        os.utime(path, (before, before))

    done = clean_up(now=timezone.now() + timedelta(days=2))

    assert (done.rows, done.strays, done.missing) == (1, 1, 0)
    assert not StoredFile.everywhere.filter(pk=loose.pk).exists()
    assert not stray.exists()
    assert not left_over.exists()
    assert storage.path_of(stored.pk).exists()


def test_cleaning_up_says_which_rows_have_lost_their_bytes(stored):
    storage.forget(stored.pk)

    assert clean_up(now=timezone.now()).missing == 1


def test_the_first_page_of_a_pdf_is_drawn(town, owner, tmp_path):
    file = store_file(actor=town.people["owner"], upload=upload(pdf(tmp_path), "报告.pdf"), owner=owner)

    look_into(file_id=file.pk)

    file.refresh_from_db()
    assert file.preview_state == PreviewState.READY
    assert storage.preview_of(file.pk).read_bytes()[16:24] == (900).to_bytes(4, "big") + (1350).to_bytes(4, "big")


def test_a_pdf_that_cannot_be_drawn_says_so_and_can_still_be_had(town, owner):
    file = store_file(actor=town.people["owner"], upload=upload(b"%PDF-1.4 nothing more", "坏.pdf"), owner=owner)

    look_into(file_id=file.pk)

    file.refresh_from_db()
    assert file.preview_state == PreviewState.FAILED
    assert file_to_give(actor=town.people["owner"], file_id=file.pk) == file


def scanner_that(code: int) -> str:
    return f"{sys.executable} -c \"import sys; print('Sample-Finding'); sys.exit({code})\""


def test_with_a_scanner_a_file_is_closed_until_it_was_found_clean(town, owner, settings):
    settings.FILE_SCANNER = scanner_that(0)
    file = store_file(actor=town.people["owner"], upload=upload(), owner=owner)
    with pytest.raises(NotCheckedYetError):
        file_to_give(actor=town.people["owner"], file_id=file.pk)

    look_into(file_id=file.pk)

    assert file_to_give(actor=town.people["owner"], file_id=file.pk).scan_state == ScanState.CLEAN


def test_what_the_scanner_finds_is_put_away_and_given_to_nobody(town, owner, settings):
    settings.FILE_SCANNER = scanner_that(1)
    file = store_file(actor=town.people["owner"], upload=upload(), owner=owner)

    look_into(file_id=file.pk)
    look_into(file_id=file.pk)

    with pytest.raises(QuarantinedError):
        file_to_give(actor=town.people["operator"], file_id=file.pk)
    assert not storage.path_of(file.pk).exists()
    assert storage.quarantine_of(file.pk).read_bytes() == PNG
    act = Act.objects.get(verb="file.quarantined")
    assert act.data == {"note": "Sample-Finding"}


@pytest.mark.parametrize("command", [scanner_that(2), "/no/such/program"])
def test_a_scanner_that_fails_leaves_the_file_closed(town, owner, settings, command):
    settings.FILE_SCANNER = command
    file = store_file(actor=town.people["owner"], upload=upload(), owner=owner)

    with pytest.raises(ScannerFailedError):
        look_into(file_id=file.pk)

    file.refresh_from_db()
    assert file.scan_state == ScanState.WAITING


def test_a_scanner_that_takes_too_long_has_failed(tmp_path):
    slow = CommandScanner(f'{sys.executable} -c "import time; time.sleep(9)"', seconds=0.3)

    with pytest.raises(ScannerFailedError):
        slow.scan(tmp_path)


def test_a_download_is_saved_under_its_name_and_never_run(town, sign_in):
    file = StoredFileFactory(
        organisation=town.enterprise.workspace, owner_id=str(town.enterprise.pk), name="页.html", kind="html"
    )

    given = sign_in(town.people["owner"]).get(f"/files/{file.pk}/view/")

    assert given["Content-Disposition"] == "attachment; filename*=utf-8''%E9%A1%B5.html"
    assert given["Content-Type"] == "application/octet-stream"
    assert given["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in given["Content-Security-Policy"]
    assert given["Cache-Control"] == "private, no-store"


def test_the_page_takes_a_file_and_lists_it(town, sign_in, django_capture_on_commit_callbacks):
    client = sign_in(town.people["staff"])
    address = f"/workspace/enterprises/{town.enterprise.pk}/files/"

    client.post(address, {"file": SimpleUploadedFile("执照.png", PNG)})
    page = client.get(address).content.decode()

    assert "执照.png" in page
    assert "未查毒" in page


def test_the_page_says_why_a_file_was_refused_and_keeps_nothing(town, sign_in):
    client = sign_in(town.people["staff"])

    page = client.post(
        f"/workspace/enterprises/{town.enterprise.pk}/files/",
        {"file": SimpleUploadedFile("执照.pdf", b"MZ" + bytes(99))},
    )

    assert "不是可以上传的类型" in page.content.decode()
    assert not StoredFile.everywhere.exists()


def test_an_upload_beyond_every_limit_is_not_written_any_further(town, sign_in, settings):
    settings.UPLOAD_LARGEST_BYTES = 100_000
    client = sign_in(town.people["staff"])

    page = client.post(
        f"/workspace/enterprises/{town.enterprise.pk}/files/", {"file": SimpleUploadedFile("大.txt", b"a" * 400_000)}
    )

    assert "20 MB" in page.content.decode()
    assert "没有保存" in page.content.decode()
