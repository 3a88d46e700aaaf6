"""The evidence pack: built from what was frozen, checked offline, and whatever is changed in it is named."""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.utils import timezone
from tests.servicecloud.factories import MembershipFactory, OrganisationFactory
from tests.servicecloud.performance import making

from plumbline.cli.main import PlumblineGroup
from plumbline.errors import UnreadableFileError
from plumbline.evidence.seal import Head
from plumbline.packs import verify_pack
from plumbline.packs.model import encoded
from servicecloud.append_only import rewriting_allowed
from servicecloud.files.models import StoredFile
from servicecloud.identity.enums import OrganisationKind, Role
from servicecloud.identity.models import Placement
from servicecloud.ledger.models import Entry
from servicecloud.ledger.services.registers import add_row
from servicecloud.ledger.services.sealing import seal_waiting
from servicecloud.performance import errors, reporting_errors
from servicecloud.performance.enums import Document
from servicecloud.performance.models import EvidencePack, PackState
from servicecloud.performance.selectors.packs import pack_of
from servicecloud.performance.selectors.projects import project_with_documents
from servicecloud.performance.services import evaluations
from servicecloud.performance.services.moves import move_project
from servicecloud.performance.services.packs import ask_for_pack, build_pack, pack_path

pytestmark = pytest.mark.usefixtures("packs_are_built")
ADDRESS = "http://testserver/proof/"


@pytest.fixture
def project(house):
    project = making.completed(house)
    making.attach(house, project, row=1)
    evaluations.submit_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )
    return project


@pytest.fixture
def pack(house, project):
    return pack_path(ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS))


def head_of(project):
    content = making.evaluation_of(project).content
    return Head(content["head_digest"], content["head_count"])


def changed(pack: Path, change, *, sealed: bool = False) -> Path:
    """Rewrite a pack: `change` maps path and bytes to bytes (None drops it); `sealed` puts the new digests into the manifest."""
    import hashlib

    target = pack.with_name("changed.zip")
    with zipfile.ZipFile(pack) as source:
        members = {name: change(name, source.read(name)) for name in source.namelist()}
    members = {name: data for name, data in members.items() if data is not None}
    if sealed:
        manifest = json.loads(members["manifest.json"])
        manifest["files"] = [
            {"path": name, "sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
            for name, data in sorted(members.items())
            if name != "manifest.json"
        ]
        members["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in members.items():
            made.writestr(name, data)
    return target


def at(prefix, edit):
    return lambda name, data: edit(data) if name.startswith(prefix) else data


def replaced(old, new):
    def edit(data):
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return edit


def without_line(number):
    return lambda data: b"".join(line for at, line in enumerate(data.splitlines(keepends=True)) if at != number)


def kinds(pack, **named):
    return {finding.kind for finding in verify_pack(pack, **named).findings}


def test_a_pack_holds_everything_and_verifies_under_the_published_head(project, pack):
    report = verify_pack(pack, head=head_of(project))

    with zipfile.ZipFile(pack) as archive:
        names = set(archive.namelist())
        readme = archive.read("README.zh.md").decode()
    assert report.findings == ()
    assert (report.good, report.rows, report.entries) == (True, 2, 10)
    assert {"form/self-evaluation.docx", "form/self-evaluation.xlsx", "form/self-evaluation.pdf"} <= names
    assert {"README.en.md", "rulebook.json", "money.json", "numbers.json", "ledger/seal.json"} <= names
    assert sum(name.startswith("files/") for name in names) == 1
    assert f"--head {head_of(project).digest} --count 5" in readme


def test_a_byte_more_in_any_file_is_named(pack):
    names = [name for name in zipfile.ZipFile(pack).namelist() if name != "manifest.json"]

    named = {
        name: {each.path for each in verify_pack(changed(pack, at(name, lambda data: data + b" "))).findings}
        for name in names
        if not name.endswith((".docx", ".xlsx", ".pdf"))
    }

    assert len(named) >= 13
    assert all(name in found for name, found in named.items())


SEALED = [
    ("an entry", at("entries/001", replaced('"quantity":"1"', '"quantity":"2"')), {"altered_entry", "not_in_ledger"}),
    ("an entry left out", at("entries/001", without_line(2)), {"not_in_ledger", "wrong_entries", "wrong_total"}),
    (
        "two entries changed about",
        at("entries/001", lambda data: b"".join(reversed(data.splitlines(keepends=True)))),
        {"not_in_ledger", "wrong_entries"},
    ),
    ("a proof", at("proofs/001", lambda data: data + b"\0" * 32), {"not_in_ledger"}),
    ("the seal", at("ledger/seal", replaced('"number":1', '"number":2')), {"altered_seal"}),
    ("a number", at("numbers", replaced('"number":"5', '"number":"6')), {"wrong_total", "wrong_actual"}),
    ("a payment", at("money", replaced("990000", "880000")), {"wrong_money"}),
    (
        "the form",
        at("form/self-evaluation.json", lambda data: data.replace(b'"low":"5"', b'"low":"9"')),
        {"altered_form", "wrong_actual"},
    ),
    (
        "a score",
        at("form/self-evaluation.json", replaced('"claimed_score":"50"', '"claimed_score":"49"')),
        {"wrong_score"},
    ),
    ("the content", at("form/content.json", replaced("知晓率上升", "知晓率下降")), {"altered_form"}),
    ("evidence", at("files/", replaced("1,2", "1,3")), {"wrong_evidence"}),
    ("a rulebook", at("rulebook", replaced('"id":"national-2020"', '"id":"national-2021"')), {"other_rulebook"}),
]


def test_a_change_is_named_even_when_the_manifest_was_made_to_fit(pack):
    for what, change, expected in SEALED:
        found = kinds(changed(pack, change, sealed=True))

        assert found >= expected, what
        assert "altered_file" not in found, what


def test_a_print_that_says_something_else_is_named(house, pack):
    other = making.completed(house, name="另一个项目", first_target="≥3(家次)")
    evaluations.submit_evaluation(
        actor=house.officer, project_id=other.pk, expected=making.evaluation_of(other).version
    )
    with zipfile.ZipFile(pack_path(ask_for_pack(actor=house.officer, project_id=other.pk, address=ADDRESS))) as archive:
        foreign = {kind: archive.read(f"form/self-evaluation.{kind}") for kind in ("docx", "xlsx", "pdf")}

    for kind, data in foreign.items():
        altered = changed(pack, at(f"form/self-evaluation.{kind}", lambda _data, other=data: other), sealed=True)
        assert kinds(altered) == {"wrong_print"}


def test_files_that_are_missing_or_too_many_are_named(pack):
    missing = changed(pack, lambda name, data: None if name.startswith("entries/001") else data)
    more = pack.with_name("more.zip")
    more.write_bytes(pack.read_bytes())
    with zipfile.ZipFile(more, "a") as archive:
        archive.writestr("note.txt", "x")

    assert "missing_file" in kinds(missing)
    assert kinds(more) == {"extra_file"}


def test_a_pack_of_another_chain_is_told_by_the_published_head(project, pack):
    assert kinds(pack, head=Head("0" * 64, 5)) == {"wrong_head"}


def test_what_is_no_pack_is_refused(tmp_path, pack):
    for data in (b"no zip", pack.read_bytes()[:-30]):
        file = tmp_path / "x.zip"
        file.write_bytes(data)
        with pytest.raises(UnreadableFileError):
            verify_pack(file)


def test_the_command_says_what_it_found_and_ends_with_its_status(project, pack):
    head = head_of(project)
    altered = changed(pack, at("money", replaced("990000", "880000")), sealed=True)

    def run(*arguments):
        return CliRunner().invoke(PlumblineGroup("zh"), ["verify-pack", *arguments])

    good = run(str(pack), "--head", head.digest, "--count", str(head.count))
    plain = run(str(pack))
    bad = run(str(altered), "--format", "json")

    assert (good.exit_code, "完好" in good.output) == (0, True)
    assert head.digest in plain.output
    assert bad.exit_code == 1
    assert json.loads(bad.output)["findings"][0]["kind"] == "wrong_money"
    assert run(str(pack), "--head", head.digest).exit_code == 2


def test_what_happened_since_does_not_change_the_pack_of_what_was_frozen(house, project):
    register = making.Register.objects.get()
    add_row(
        actor=house.officer,
        register_id=register.pk,
        values={"happened_on": date(project.year, 1, 4), "dimensions": {"d1": "满意"}, "note": "补录"},
    )
    seal_waiting()

    pack = pack_path(ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS))

    assert verify_pack(pack, head=head_of(project)).good


def test_no_pack_is_handed_out_when_an_entry_was_rewritten(house, project):
    with rewriting_allowed():
        Entry.objects.filter(pk=Entry.objects.order_by("pk").first().pk).update(quantity_millionths=7_000_000)

    pack = ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS)

    assert pack.state == PackState.FAILED
    assert "不能出具证据" in pack.problem_zh
    assert not pack_path(pack).exists()


def test_it_is_built_once_and_again_only_when_it_is_gone(house, project, pack):
    first = EvidencePack.objects.get()
    ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS)
    build_pack(pack_id=first.pk)
    again = EvidencePack.objects.get()
    pack.unlink()
    renewed = ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS)

    assert again.finished_at == first.finished_at
    assert renewed.state == PackState.READY
    assert pack.exists()


def test_it_is_there_when_the_self_evaluation_is_approved_without_anybody_asking(house, project, sign_in):
    making.passed(house, project, house.head, kind=Document.SELF_EVALUATION)
    assert not EvidencePack.objects.exists()

    making.passed(house, project, house.reviewer, kind=Document.SELF_EVALUATION)

    pack = EvidencePack.objects.get()
    assert (pack.state, pack.asked_by) == (PackState.READY, None)
    assert verify_pack(pack_path(pack), head=head_of(project)).good
    page = sign_in(house.officer).get(f"/office/projects/{project.pk}/evaluation/pack/").content.decode()
    assert "自评批准时自动生成" in page
    assert "生成证据包" not in page


def test_a_pack_that_failed_is_built_at_the_approval_and_one_that_somebody_asked_for_stays(house, project, pack):
    first = EvidencePack.objects.get()
    EvidencePack.objects.update(state=PackState.FAILED)

    making.passed(house, project, house.head, house.reviewer, kind=Document.SELF_EVALUATION)

    again = EvidencePack.objects.get()
    assert (again.pk, again.state, again.asked_by) == (first.pk, PackState.READY, house.officer)


def test_the_department_a_project_was_moved_to_finds_its_pack(house, in_scope_of):
    department = OrganisationFactory(kind=OrganisationKind.DEPARTMENT)
    Placement.everywhere.create(organisation=department, parent=house.bureau, valid_from=date(2020, 1, 1))
    reviewer = MembershipFactory(organisation=department, role=Role.DEPARTMENT_REVIEWER).user
    made = making.evaluated(house)
    made.refresh_from_db()
    move_project(
        actor=house.finance,
        project_id=made.pk,
        expected=made.version,
        department_id=department.pk,
        effective_on=timezone.localdate(),
        reason="职能调整",
    )

    in_scope_of(reviewer)
    assert pack_of(project_with_documents(made.pk)).state == PackState.READY


def test_before_anything_is_submitted_there_is_nothing_to_prove(house):
    project = making.built(house)

    with pytest.raises(reporting_errors.NotSubmittedError):
        ask_for_pack(actor=house.officer, project_id=project.pk, address=ADDRESS)


def test_the_page_leads_from_asking_to_the_download(house, project, sign_in):
    client = sign_in(house.reviewer)
    address = f"/office/projects/{project.pk}/evaluation/pack/"

    before = client.get(address).content.decode()
    client.post(address)
    after = client.get(address).content.decode()
    answer = client.get(f"{address}download/")

    assert "生成证据包" in before
    assert "verify-pack" in after
    assert answer["Content-Type"] == "application/zip"
    assert answer.content_of_stream[:2] == b"PK"


def test_a_file_that_the_declaration_requires_blocks_until_it_is_there(house):
    project = making.completed(house)
    rows = list(making.target_of(project).rows)
    table = making.evaluation_of(project).target
    content = json.loads(table.content)
    content["content"]["rows"][1]["binding"]["needs_file"] = True
    with rewriting_allowed():
        type(table).objects.filter(pk=table.pk).update(content=encoded(content).decode())

    def submit():
        version = making.evaluation_of(project).version
        evaluations.submit_evaluation(actor=house.officer, project_id=project.pk, expected=version)

    with pytest.raises(errors.IncompleteError) as refused:
        submit()
    file = making.attach(house, project, row=1)
    StoredFile.everywhere.filter(pk=file.pk).update(scan_state="quarantined")
    with pytest.raises(errors.IncompleteError) as unsafe:
        submit()
    StoredFile.everywhere.filter(pk=file.pk).update(scan_state="clean")
    submit()

    assert refused.value.problems == [f"V-01 “{rows[1].level3}”须上传佐证文件：问卷汇总"]
    assert "问卷汇总.csv" in unsafe.value.problems[0]
    frozen = json.loads(making.evaluation_of(project).latest.content)["files"][rows[1].key]
    assert [each["sha256"] for each in frozen] == [file.sha256]


def test_evidence_is_uploaded_and_taken_away_at_its_row_until_the_form_is_submitted(house, sign_in):
    project = making.completed(house)
    key = making.target_of(project).rows[1].key
    client, address = sign_in(house.officer), f"/office/projects/{project.pk}/evaluation/rows/{key}/files/"
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.post(address, {"file": SimpleUploadedFile("问卷.csv", b"a,b\n1,2\n")})
    file = StoredFile.everywhere.get(removed_at=None)
    shown = client.get(f"/office/projects/{project.pk}/evaluation/").content.decode()
    client.post(f"{address}{file.pk}/remove/")
    left = StoredFile.everywhere.filter(removed_at=None).count()
    evaluations.submit_evaluation(
        actor=house.officer, project_id=project.pk, expected=making.evaluation_of(project).version
    )
    refused = client.post(address, {"file": SimpleUploadedFile("晚.csv", b"a,b\n1,2\n")})

    assert "佐证文件（1）" in shown
    assert left == 0
    assert refused.status_code == 409
    assert client.get("/office/projects/999999/evaluation/rows/abc/files/").status_code == 404
