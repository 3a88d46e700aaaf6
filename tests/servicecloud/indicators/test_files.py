"""The library as files: each line with its verdict, what was exported comes back, the starter library."""

import csv
import io
from collections import Counter

import pytest
from tests.servicecloud.indicators.making import of_department

from plumbline.reference.indicator_categories import categories
from servicecloud.directory.errors import UnreadableTableError
from servicecloud.errors import NotPermittedError
from servicecloud.indicators.models import IndicatorVersion, LibraryIndicator
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.tables import lines_of, starter
from servicecloud.streamed_csv import as_csv
from servicecloud.streamed_xlsx import as_xlsx

HEAD = "指标编码,指标属性,一级指标,二级指标,三级指标,指标解释,指标性质,度量单位,完成值来源,计数口径\n"
GOOD = "N-1,个性指标,产出,数量,培训场次,举办的场数,≥,场,台账登记,举办完毕计一场\n"


def imported(house, text, **more):
    data = text if isinstance(text, bytes) else text.encode()
    return import_library(actor=house.reviewer, owner=house.department, data=data, name="库.csv", **more).lines


def test_every_line_has_its_verdict_and_what_is_right_is_written(house):
    lines = HEAD + GOOD + "N-2,个性指标,什么,别的,甲,乙,≥,场,台账登记,丙\n" + GOOD + "N-3,,产出,数量,甲,乙,≥,,没有,丙\n"

    verdicts = imported(house, lines)

    assert [(each.number, each.verdict) for each in verdicts] == [
        (2, "added"),
        (3, "refused"),
        (4, "refused"),
        (5, "refused"),
    ]
    assert "什么／别的" in verdicts[1].problems[0]
    assert "与第2行重复" in verdicts[2].problems[0]
    assert "没有" in verdicts[3].problems[0]
    assert list(LibraryIndicator.objects.values_list("code", flat=True)) == ["N-1"]


def test_checking_alone_says_the_same_and_writes_nothing(house):
    assert [each.verdict for each in imported(house, HEAD + GOOD, only_check=True)] == ["added"]
    assert not LibraryIndicator.everywhere.exists()


def test_the_same_file_again_changes_nothing_and_a_mended_one_makes_new_versions(house):
    imported(house, HEAD + GOOD)

    again = imported(house, HEAD + GOOD)
    mended = imported(house, HEAD + GOOD.replace("举办的场数", "当年举办的场数"))

    assert [each.verdict for each in again + mended] == ["unchanged", "revised"]
    assert sorted(IndicatorVersion.everywhere.values_list("number", flat=True)) == [1, 2]


def test_a_file_without_the_headings_is_refused_as_a_whole(house):
    with pytest.raises(UnreadableTableError):
        imported(house, "甲,乙\n1,2\n")


def test_others_do_not_import(house):
    with pytest.raises(NotPermittedError):
        import_library(actor=house.officer, owner=house.department, data=HEAD.encode(), name="库.csv")


def test_the_starter_library_is_accepted_whole_and_covers_every_category(house):
    verdicts = imported(house, starter())

    assert Counter(each.verdict for each in verdicts) == {"added": 70}
    kept = IndicatorVersion.everywhere.all()
    assert {each.category for each in kept} == set(categories())
    assert all(each.target for each in kept)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("stream", [as_csv, as_xlsx])
def test_what_is_exported_in_either_language_is_unchanged_when_it_is_imported(house, stream, language):
    from django.utils import translation

    imported(house, starter())
    with translation.override(language):
        rows = LibraryIndicator.objects.select_related("current").order_by("code")
        data = b"".join(stream(lines_of(rows)))

        verdicts = imported(house, data)

    assert Counter(each.verdict for each in verdicts) == {"unchanged": 70}


def test_the_export_names_the_levels_of_both_taxonomies(house):
    of_department(house, category="social_cost")

    text = b"".join(as_csv(lines_of(LibraryIndicator.objects.select_related("current")))).decode("utf-8-sig")

    head, line = list(csv.reader(io.StringIO(text)))
    row = dict(zip(head, line, strict=True))
    assert (row["一级指标"], row["二级指标"]) == ("成本指标", "社会成本指标")
    assert (row["一级指标(2020)"], row["二级指标(2020)"]) == ("产出指标", "成本指标")
    assert row["取值方式"] == "情况统计法"
