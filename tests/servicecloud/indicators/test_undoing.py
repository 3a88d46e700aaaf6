"""Taking an import of the library back: all of it, once, and never what somebody changed meanwhile."""

import pytest
from tests.servicecloud.indicators.making import VALUES, a_template, of_department
from tests.servicecloud.indicators.test_files import GOOD, HEAD
from tests.servicecloud.performance import making

from servicecloud.activity.models import Act
from servicecloud.errors import NotPermittedError
from servicecloud.indicators.enums import ImportState, LibraryState, LineOutcome
from servicecloud.indicators.errors import ImportUndoneError
from servicecloud.indicators.models import LibraryImport, LibraryImportLine, LibraryIndicator
from servicecloud.indicators.selectors import offered
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.services.library import add_indicator, restore_indicator, revise_indicator
from servicecloud.indicators.services.undoing import undo_library_import
from servicecloud.indicators.tables import starter
from servicecloud.performance.selectors.library import origins_of
from servicecloud.performance.services import targets

OTHER = "N-9,个性指标,产出,质量,培训合格率,考核合格的比例,≥,%,台账登记,合格人数除以参训人数\n"


def brought(house, text, name="库.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return import_library(actor=house.reviewer, owner=house.department, data=data, name=name).run


def undo(house, run, *, actor=None):
    return undo_library_import(actor=actor or house.reviewer, run_id=run.pk)


def listed(house):
    owners = offered.owners_seen(house.reviewer)
    return sorted(offered.library(owners, offered.LibraryFilter()).values_list("code", flat=True))


def test_what_was_added_goes_and_what_was_revised_reads_as_before(house):
    brought(house, HEAD + GOOD)
    run = brought(house, HEAD + GOOD.replace("举办的场数", "线上的也算") + OTHER)

    undo(house, run)

    run.refresh_from_db()
    kept = LibraryIndicator.objects.get(code="N-1")
    assert (run.state, run.undone_by) == (ImportState.UNDONE, house.reviewer)
    assert listed(house) == ["N-1"]
    assert (kept.current.definition, kept.current.number) == ("举办的场数", 3)
    assert "撤销导入" in kept.current.change_reason
    assert [each.definition for each in offered.versions_of(kept)] == ["举办的场数", "线上的也算", "举办的场数"]
    assert offered.library(None, offered.LibraryFilter(q="合格率")).count() == 0


def test_taking_back_is_told_of_and_happens_once(house):
    run = brought(house, HEAD + GOOD)

    undo(house, run)
    with pytest.raises(ImportUndoneError):
        undo(house, run)

    act = Act.objects.get(verb="indicators.import_undone")
    assert (act.actor, act.organisation_id, act.data["file"]) == (house.reviewer, house.department.pk, "库.csv")
    assert LibraryIndicator.objects.get().version == 2


def test_what_somebody_changed_meanwhile_is_kept_and_named(house):
    run = brought(house, HEAD + GOOD + OTHER)
    changed = LibraryIndicator.objects.get(code="N-1")
    revise_indicator(
        actor=house.reviewer, indicator_id=changed.pk, expected=changed.version, values=VALUES, reason="口径收紧"
    )

    undo(house, run)

    outcomes = dict(LibraryImportLine.objects.filter(run=run).values_list("indicator__code", "outcome"))
    assert outcomes == {"N-1": LineOutcome.KEPT, "N-9": LineOutcome.ADDED}
    assert listed(house) == ["N-1"]
    assert LibraryIndicator.objects.get(code="N-1").current.change_reason == "口径收紧"


def test_a_mended_file_is_imported_after_the_wrong_one_was_taken_back(house):
    undo(house, brought(house, HEAD + GOOD))

    run = brought(house, HEAD + GOOD.replace("举办的场数", "当年举办的场数"))

    found = LibraryIndicator.objects.get()
    assert (found.state, found.retired_reason, found.current.definition) == ("in_force", "", "当年举办的场数")
    assert [each.number for each in offered.versions_of(found)] == [2, 1]
    assert LibraryImportLine.objects.get(run=run).outcome == LineOutcome.ADDED
    undo(house, run)
    assert listed(house) == []


def test_the_code_of_what_was_taken_back_is_free_for_a_hand_and_it_can_be_restored(house):
    run = brought(house, HEAD + GOOD + OTHER)
    undo(house, run)

    by_hand = add_indicator(actor=house.reviewer, owner=house.department, values=VALUES | {"kind": "common"})
    restored = restore_indicator(actor=house.reviewer, indicator_id=LibraryIndicator.objects.get(code="N-9").pk)

    assert (by_hand.current.name, by_hand.kind) == (VALUES["name"], "common")
    assert restored.state == LibraryState.IN_FORCE
    assert listed(house) == ["N-1", "N-9"]


def test_a_table_that_took_a_withdrawn_indicator_keeps_its_row_and_is_told_why(house):
    run = brought(house, HEAD + GOOD)
    project = making.a_project(house)
    found = LibraryIndicator.objects.get()
    targets.save_target(actor=house.officer, project_id=project.pk, expected=1, goal="", rows=[{"pick": found.pk}])

    undo(house, run)

    rows = making.content_of(project).rows
    state = origins_of(rows)[rows[0].key]
    assert rows[0].level3 == "培训场次"
    assert "撤销导入" in state.retired_reason
    assert state.newer is None


def test_nobody_else_takes_it_back_and_for_other_bodies_it_does_not_exist(house, in_scope_of):
    run = brought(house, HEAD + GOOD)

    with pytest.raises(NotPermittedError):
        undo(house, run, actor=house.finance)
    in_scope_of(house.officer)
    with pytest.raises(LibraryImport.DoesNotExist):
        undo(house, run, actor=house.officer)

    assert LibraryImport.everywhere.get().state == ImportState.APPLIED


def test_a_file_that_wrote_nothing_leaves_nothing_to_take_back(house):
    brought(house, HEAD + GOOD)

    assert brought(house, HEAD + GOOD) is None
    assert LibraryImport.objects.count() == 1


def test_the_whole_starter_library_is_taken_back_with_few_queries(house, queries):
    run = brought(house, starter())
    of_department(house, code="OWN")
    before = len(queries)

    undo(house, run)

    assert len(queries) - before < 60
    assert listed(house) == ["OWN"]


def test_a_keeper_sees_the_import_and_takes_it_back_on_its_page(house, sign_in):
    run = brought(house, HEAD + GOOD + OTHER + "N-7,,什么,别的,甲,乙,≥,场,台账登记,丙\n", name="培训指标.csv")
    page = sign_in(house.reviewer)

    listing = page.get("/office/indicators/import/").content.decode()
    shown = page.get(f"/office/indicators/imports/{run.pk}/").content.decode()
    answer = page.post(f"/office/indicators/imports/{run.pk}/undo/", follow=True).content.decode()

    assert f'href="/office/indicators/imports/{run.pk}/"' in listing
    assert "培训合格率" in shown
    assert "撤销这次导入" in shown
    assert "已撤销这次导入" in answer
    assert "<button" not in answer[answer.index("培训指标.csv</h1>") : answer.index("</table>")]
    withdrawn = page.get(f"/office/indicators/{LibraryIndicator.objects.get(code='N-9').pk}/").content.decode()
    assert "导入已撤销：" in withdrawn
    assert "培训合格率" in page.get("/office/indicators/?state=withdrawn").content.decode()


def test_rows_of_a_template_keep_leading_to_what_was_withdrawn(house, sign_in):
    run = brought(house, HEAD + GOOD)
    found = LibraryIndicator.objects.get()
    a_template(house.department, house.reviewer)
    undo(house, run)

    assert sign_in(house.officer).get(f"/office/indicators/{found.pk}/").status_code == 200
