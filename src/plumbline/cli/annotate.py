"""`plumbline annotate`: the user's own file back, with each finding at its cell."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from plumbline.cli.files import NamedFile, load
from plumbline.cli.language import Lang, say, some
from plumbline.errors import PlumblineError

if TYPE_CHECKING:
    from plumbline.audit.annotate import AnnotatedCopy
    from plumbline.audit.model import FormAudit


class AnnotationRefusedError(PlumblineError):
    """The copy cannot be written as asked; `code` says why."""

    def __init__(self, code: str, message_zh: str, message_en: str) -> None:
        self.code = code
        super().__init__(message_zh, message_en)


def make_annotate_command(lang: Lang) -> click.Command:
    """Make the command in one language."""

    @click.command(
        "annotate",
        help=say(
            lang,
            "审核一个文件，把问题写进它的副本：Word 批注、Excel 批注和底色、PDF 高亮；其他文件另存为带批注的网页。"
            "退出码：0 没有问题，1 有问题，2 无法读取或写入。",
            "Audit a file and write the findings into a copy of it: Word comments, Excel notes and colour, PDF highlights; any other "
            "file becomes an annotated web page. Exit status: 0 no findings, 1 findings, 2 unreadable or not writable.",
        ),
    )
    @click.argument("file", type=click.Path(exists=True, dir_okay=False), metavar="FILE")
    @click.option(
        "--out",
        required=True,
        type=click.Path(dir_okay=False),
        metavar="COPY",
        help=say(lang, "副本写到哪个文件", "The file to write the copy to"),
    )
    @click.option(
        "--rulebook",
        metavar="ID|FILE",
        help=say(lang, "规则手册名称或 YAML 文件；不填则按表选择", "Rulebook: id or file; else by the form"),
    )
    def annotate(file: str, out: str, rulebook: str | None) -> None:
        source, target = Path(file), Path(out)
        _refuse_the_source(source, target)
        data = load(NamedFile(source, source.name))
        audits = _audits(data, source.name, rulebook)
        from plumbline.audit.annotate import annotate as write_notes

        copy = write_notes(data, source.name, audits, lang=lang)
        _write(copy, target)
        _report(copy, audits, target, lang)
        sys.exit(1 if copy.notes else 0)

    return annotate


def _audits(data: bytes, name: str, rulebook: str | None) -> "list[FormAudit]":
    from plumbline.audit import audit_forms
    from plumbline.audit.choosing import AutomaticRulebooks
    from plumbline.cli.audit import rulebook_source
    from plumbline.forms.reading import read_forms
    from plumbline.rulebooks import load_rulebook

    named = rulebook_source(rulebook)
    own = None if named is None else load_rulebook(named)
    forms = read_forms(data, name).forms
    if not forms:
        raise AnnotationRefusedError(
            "no_form",
            f"{name} 中没有可识别的绩效表，没有可以批注的内容；请确认文件。",
            f"{name} holds no form that is recognised, so there is nothing to annotate; check the file.",
        )
    return audit_forms(forms, AutomaticRulebooks(forms) if own is None else lambda _: own)


def _refuse_the_source(source: Path, target: Path) -> None:
    if target.exists() and target.samefile(source):
        raise AnnotationRefusedError(
            "same_file",
            "副本不能写在原文件上。请用 --out 另指定一个文件。",
            "The copy cannot replace the original. Name another file with --out.",
        )


def _write(copy: "AnnotatedCopy", target: Path) -> None:
    if target.suffix.lower() != copy.suffix:
        fitting = target.with_suffix(copy.suffix).name
        raise AnnotationRefusedError(
            "wrong_suffix",
            f"这个文件的副本是 {copy.suffix} 文件。请把 --out 改为 {fitting}。",
            f"The copy of this file is a {copy.suffix} file. Change --out to {fitting}.",
        )
    try:
        target.write_bytes(copy.data)
    except OSError as error:
        raise AnnotationRefusedError(
            "unwritable",
            f"无法写入 {target}：{error.strerror}。请检查路径和权限。",
            f"Cannot write {target}: {error.strerror}. Check the path and the permissions.",
        ) from error


def _report(copy: "AnnotatedCopy", audits: "list[FormAudit]", target: Path, lang: Lang) -> None:
    unknown = sum(audit.obligations.undetermined for audit in audits)
    click.echo(
        say(
            lang,
            f"{len(audits)} 张表，{copy.notes} 处问题已写入 {target.name}；另有 {unknown} 项无法判断，见审核报告。",
            f"{some(len(audits), 'form')}: {some(copy.notes, 'finding')} written into {target.name}; "
            f"{some(unknown, 'thing')} could not be determined, see the audit report.",
        ),
        err=True,
    )
    for notice in copy.notices:
        click.echo(notice.message(lang), err=True)
