"""Reading PDF: milliseconds a page and peak memory, over 500 pages of forms and prose made at run time."""

import resource
import statistics
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pylopdf_fonts_zh_cn
import typst
from benchmarks.figures import Figure, at_most, plain

from plumbline.forms.sources.pdf.content import draw_page
from plumbline.forms.sources.pdf.fonts import FontManager
from plumbline.forms.sources.pdf.layout import lay_out
from plumbline.forms.sources.pdf.opening import open_document
from plumbline.forms.sources.pdf.placing import place_page
from plumbline.forms.sources.pdf.reading import read_pdf

PAGES = 500
ROOM = "pdf"
_FORM = """
#table(columns: (1fr, 1.2fr, 2.6fr, 1fr, 1fr, 0.6fr, 0.6fr, 2fr),
  [一级指标], [二级指标], [三级指标], [年度指标值], [实际完成值], [分值], [得分], [偏差原因分析],
  table.cell(rowspan: 20)[产出指标], table.cell(rowspan: 20)[数量指标],
  ..range(20).map(i => (
    [上门诊断企业第#(i + n)类，含回访], [≥#(i + n)家], [#(i + n)家], [5], [5], [部分企业搬迁，回访顺延至次年。],
  )).flatten())
"""
_SOURCE = f"""
#set page(paper: "a4", margin: 2cm, numbering: "1")
#set text(font: "Noto Serif SC", size: 9pt)
#for n in range({PAGES}) [
  #if n > 0 {{ pagebreak() }}
  #if calc.rem(n, 5) == 0 [
    #align(center)[项目支出绩效自评表（第#(n)号）]
    {_FORM}
  ] else [
    #for k in range(14) [　　第#(n)页第#(k)段：中心围绕政策宣传、融资对接、人才培训与数字化改造开展工作，
      全年组织活动#(n * k)场，成效良好，企业评价较好。
    ]
  ]
]
"""


def measure() -> list[Figure]:
    """Measure the median processor time a page, by kind of page, and the peak of memory."""
    data = sample()
    document, pages = open_document(data)
    fonts = FontManager()
    forms: list[float] = []
    prose: list[float] = []
    for number, page in enumerate(pages):
        assert page is not None
        start = time.process_time()
        lay_out(place_page(draw_page(page, fonts=fonts, budget=document.budget), page), number=number + 1)
        (prose if number % 5 else forms).append(1000 * (time.process_time() - start))
        if number % 16 == 0:
            document.release()
    flat = peak_megabytes()
    start = time.process_time()
    read = read_pdf(data, "sample.pdf")
    whole = 1000 * (time.process_time() - start) / PAGES
    size = f"{PAGES} pages, {len(data) / 1e6:.1f} MB, {len(read.blocks)} blocks"
    return [
        at_most(ROOM, "form page, median, processor time", statistics.median(forms), "ms", goal=100, size=size),
        at_most(ROOM, "prose page, median, processor time", statistics.median(prose), "ms", goal=100, size=size),
        at_most(ROOM, "whole file, processor time a page", whole, "ms", goal=100, size=size),
        plain(ROOM, "peak memory, pages one by one", flat, "MB", size=size),
        plain(ROOM, "peak memory, whole result kept", peak_megabytes(), "MB", size=size),
    ]


def sample() -> bytes:
    """Make 500 pages: every fifth a form, the others prose. A process of its own makes them, so that this one's memory is the reader's."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as maker:
        return maker.submit(_compiled).result()


def _compiled() -> bytes:
    folder = str(Path(pylopdf_fonts_zh_cn.__file__).parent)
    return typst.compile(_SOURCE.encode(), font_paths=[folder], ignore_system_fonts=True)


def peak_megabytes() -> float:
    """Give the largest memory this process has had."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024 * 1024)
