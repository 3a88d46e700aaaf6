import io

import docx
import msgspec
import pytest
from docx.document import Document as WordDocument
from lxml import etree
from tests.plumbline.audit.annotate.packages import parts_of, with_parts
from tests.plumbline.audit.faulty import audited, faulty_file

from plumbline.audit.annotate import annotate
from plumbline.audit.annotate.notes import AUTHOR
from plumbline.audit.model import FormAudit
from plumbline.forms.sources import read_document

FILE = "自评表.docx"
FINDINGS = len(audited(faulty_file("docx"), FILE)[0].findings)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def annotated(data: bytes, audits: list[FormAudit] | None = None) -> WordDocument:
    copy = annotate(data, FILE, audited(data, FILE) if audits is None else audits)
    return docx.Document(io.BytesIO(copy.data))


def anchored_texts(document: WordDocument) -> dict[int, str]:
    """For each comment the text of the cell or paragraph it hangs on."""
    found: dict[int, str] = {}
    for mark in document.element.body.iter(W + "commentReference"):
        holder = next(
            (one for one in mark.iterancestors() if one.tag == W + "tc"), next(iter(mark.iterancestors(W + "p")))
        )
        found[int(mark.get(W + "id"))] = "".join(text.text or "" for text in holder.iter(W + "t"))
    return found


def test_each_finding_is_a_comment_at_its_cell():
    data = faulty_file("docx")
    findings = audited(data, FILE)[0].findings

    document = annotated(data)

    texts = anchored_texts(document)
    comments = list(document.comments)
    assert len(comments) == len(findings)
    for comment, finding in zip(comments, findings, strict=True):
        assert comment.author == AUTHOR
        assert finding.message_zh in comment.text
        assert finding.advice_zh in comment.text
        if finding.cell is not None:
            assert texts[comment.comment_id].replace(",", "") == (finding.printed or "").replace(",", "")
    missing = next(comment for comment in comments if "S-24" in comment.text)
    assert texts[missing.comment_id] == "财政项目支出绩效自评表"  # the missing grade has no cell


def test_only_the_parts_that_must_change_change():
    data = faulty_file("docx")

    before, after = parts_of(data), parts_of(annotate(data, FILE, audited(data, FILE)).data)

    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
    assert after.keys() - before.keys() == {"word/comments.xml"}


def test_what_the_document_says_stays_the_same():
    data = faulty_file("docx")

    copy = annotate(data, FILE, audited(data, FILE)).data

    assert read_document(copy, FILE).blocks == read_document(data, FILE).blocks


def test_annotating_twice_leaves_one_comment_a_finding():
    data = faulty_file("docx")
    audits = audited(data, FILE)

    once = annotate(data, FILE, audits).data
    twice = annotate(once, FILE, audits).data

    assert [comment.text for comment in docx.Document(io.BytesIO(twice)).comments] == [
        comment.text for comment in docx.Document(io.BytesIO(once)).comments
    ]
    assert len(anchored_texts(docx.Document(io.BytesIO(twice)))) == len(audits[0].findings)


def test_a_corrected_form_loses_its_comments():
    data = faulty_file("docx")
    audits = audited(data, FILE)
    once = annotate(data, FILE, audits).data

    document = annotated(once, [msgspec.structs.replace(audits[0], findings=())])

    assert list(document.comments) == []
    assert anchored_texts(document) == {}


def commented_by_others(data: bytes) -> bytes:
    document = docx.Document(io.BytesIO(data))
    paragraph = document.tables[0].cell(0, 1).paragraphs[0]
    document.add_comment(paragraph.runs, text="请核对项目名称", author="复核人", initials="复")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_comments_of_other_people_stay_as_they_are():
    data = commented_by_others(faulty_file("docx"))

    document = annotated(annotate(data, FILE, audited(data, FILE)).data)

    comments = {comment.author: comment.text for comment in document.comments}
    assert comments["复核人"] == "请核对项目名称"
    ids = [comment.comment_id for comment in document.comments]
    assert len(set(ids)) == len(ids) == len(anchored_texts(document))


def answered(data: bytes) -> bytes:
    """Somebody answered the first of our comments, as Word stores it."""
    w14, w15 = (
        "http://schemas.microsoft.com/office/word/2010/wordml",
        "http://schemas.microsoft.com/office/word/2012/wordml",
    )

    def with_answer(part: bytes) -> bytes:
        root = etree.fromstring(part)
        root[0][-1].set(f"{{{w14}}}paraId", "00000001")
        reply = etree.SubElement(root, W + "comment", {W + "id": "900", W + "author": "填报人"})
        paragraph = etree.SubElement(reply, W + "p", {f"{{{w14}}}paraId": "00000002"})
        etree.SubElement(etree.SubElement(paragraph, W + "r"), W + "t").text = "已更正"
        return etree.tostring(root)

    extended = (
        f'<w15:commentsEx xmlns:w15="{w15}"><w15:commentEx w15:paraId="00000001"/>'
        '<w15:commentEx w15:paraId="00000002" w15:paraIdParent="00000001"/></w15:commentsEx>'
    )
    relation = (
        b'<Relationship Id="rIdEx" Type="http://schemas.microsoft.com/office/2011/relationships/commentsExtended" '
        b'Target="commentsExtended.xml"/></Relationships>'
    )
    override = (
        b'<Override PartName="/word/commentsExtended.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'wordprocessingml.commentsExtended+xml"/></Types>'
    )
    return with_parts(
        data,
        {
            "word/comments.xml": with_answer,
            "word/commentsExtended.xml": extended.encode(),
            "word/_rels/document.xml.rels": lambda part: part.replace(b"</Relationships>", relation),
            "[Content_Types].xml": lambda part: part.replace(b"</Types>", override),
        },
    )


def test_a_comment_that_somebody_answered_is_kept_and_not_repeated():
    data = faulty_file("docx")
    audits = audited(data, FILE)
    talked = answered(annotate(data, FILE, audits).data)

    comments = list(annotated(talked, audits).comments)

    texts = [comment.text for comment in comments]
    assert "已更正" in texts
    assert len(texts) == len(set(texts)) == len(audits[0].findings) + 1


@pytest.mark.parametrize(
    ("content_type", "suffix"),
    [
        (b"application/vnd.ms-word.document.macroEnabled.main+xml", ".docm"),
        (b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", ".dotx"),
    ],
)
def test_macros_and_templates_stay_what_they_are(content_type: bytes, suffix: str):
    plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    data = with_parts(
        faulty_file("docx"),
        {
            "[Content_Types].xml": lambda part: part.replace(plain, content_type),
            "word/vbaProject.bin": b"\xd0\xcf macros",
        },
    )

    copy = annotate(data, FILE, audited(data, FILE))

    assert copy.suffix == suffix
    assert parts_of(copy.data)["word/vbaProject.bin"] == b"\xd0\xcf macros"


def test_a_signed_document_is_annotated_and_the_broken_signature_is_said():
    data = with_parts(faulty_file("docx"), {"_xmlsignatures/sig1.xml": b"<Signature/>"})

    copy = annotate(data, FILE, audited(data, FILE))

    assert [notice.code for notice in copy.notices] == ["signature_broken"]
    assert copy.notices[0].message("zh") != copy.notices[0].message("en")


def test_a_form_without_findings_is_the_same_file_and_keeps_its_signature():
    data = with_parts(faulty_file("docx"), {"_xmlsignatures/sig1.xml": b"<Signature/>"})
    audits = [msgspec.structs.replace(audited(data, FILE)[0], findings=())]

    copy = annotate(data, FILE, audits)

    assert (copy.data, copy.notes, copy.notices) == (data, 0, ())


def test_a_document_of_the_strict_kind_gets_strict_comments():
    def strict(part: bytes) -> bytes:
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        )

    data = with_parts(faulty_file("docx"), {"word/document.xml": strict})

    parts = parts_of(annotate(data, FILE, audited(data, FILE)).data)

    assert b"http://purl.oclc.org/ooxml/wordprocessingml/main" in parts["word/comments.xml"]
    assert parts["word/document.xml"].count(b"commentReference") == FINDINGS
    assert b"http://schemas.openxmlformats.org/wordprocessingml" not in parts["word/document.xml"]


def boxed(part: bytes) -> bytes:
    """Put the title into a text box, which holds no comments."""
    root = etree.fromstring(part)
    body = root[0]
    title = body[0]
    outer = etree.Element(W + "p")
    run = etree.SubElement(outer, W + "r")
    drawing = etree.SubElement(run, W + "drawing")
    box = etree.SubElement(drawing, W + "txbxContent")
    body.replace(title, outer)
    box.append(title)
    return etree.tostring(root)


def test_a_finding_in_a_text_box_hangs_on_the_paragraph_around_it():
    data = with_parts(faulty_file("docx"), {"word/document.xml": boxed})

    root = etree.fromstring(parts_of(annotate(data, FILE, audited(data, FILE)).data)["word/document.xml"])

    assert len(list(root.iter(W + "commentReference"))) == FINDINGS
    assert not [
        mark
        for mark in root.iter(W + "commentReference")
        if next(mark.iterancestors(W + "txbxContent"), None) is not None
    ]


def test_the_same_file_gives_the_same_copy():
    data = faulty_file("docx")
    audits = audited(data, FILE)

    assert annotate(data, FILE, audits).data == annotate(data, FILE, audits).data
