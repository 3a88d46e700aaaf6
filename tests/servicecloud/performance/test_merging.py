"""Two people at one document: what they did to different rows is merged, the same row is chosen, nothing typed is lost."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.servicecloud.performance import making

from servicecloud.performance import merging
from servicecloud.performance.merging import in_order, merge_parts
from servicecloud.performance.models import KeptDraft
from servicecloud.performance.services import drafts, evaluations, monitoring, targets
from servicecloud.performance.services.drafts import ClashingSaveError
from servicecloud.performance.values import EvaluationContent, MonitoringContent, TargetContent, TargetRow, from_json
from servicecloud.versioning import StaleRecordError

PARTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 2))


@given(PARTS, PARTS)
def test_when_one_side_did_nothing_the_other_side_holds(base, changed):
    assert merge_parts(base, changed, base) == (changed, [])
    assert merge_parts(base, base, changed) == (changed, [])


@given(PARTS, PARTS, PARTS)
def test_every_part_is_as_somebody_left_it_and_a_clash_is_where_both_changed_it_differently(base, mine, theirs):
    merged, clashes = merge_parts(base, mine, theirs)

    clashing = {name for name in "abcd" if len({base.get(name), mine.get(name), theirs.get(name)}) == 3}
    assert {clash.part for clash in clashes} == clashing
    for name in "abcd":
        expected = theirs.get(name) if mine.get(name) == base.get(name) else mine.get(name)
        assert merged.get(name) == expected


@given(st.permutations("abcdef"), st.permutations("cdefgh"))
def test_rows_of_both_are_all_there_and_mine_keep_their_order(mine, theirs):
    found = in_order(mine, theirs, {*mine, *theirs})

    assert sorted(found) == sorted({*mine, *theirs})
    assert [key for key in found if key in mine] == list(mine)


def test_a_new_row_of_theirs_stands_after_the_one_they_put_it_after():
    def table(*names):
        return TargetContent(rows=tuple(TargetRow(key=name, level3=name) for name in names))

    merged, clashes = merging.merge(
        merging.TARGET, base=table("a", "b", "c"), mine=table("a", "c", "m"), theirs=table("a", "x", "b", "c")
    )

    assert [row.key for row in merged.rows] == ["a", "x", "c", "m"]
    assert clashes == []


def cells(content, **changed):
    """Return rows as the page sends them; `changed` by the number of the row."""
    rows = [
        {name: getattr(row, name) for name in ("key", "level1", "level2", "level3", "target", "weight")}
        for row in content.rows
    ]
    for number, values in changed.items():
        rows[int(number[1:])] |= values
    return rows


def save(house, project, expected, rows, **more):
    values = {"actor": house.officer, "project_id": project.pk, "goal": "全年培训企业不少于4家次。"}
    return targets.save_target(**(values | more), expected=expected, rows=rows)


def test_changes_of_different_rows_are_merged(house):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥6(家次)"}))

    saved = save(house, project, version, cells(seen, r1={"weight": "31"}), goal="新目标")

    content = from_json(saved.content, TargetContent)
    assert (content.rows[0].target, content.rows[1].weight, content.goal) == ("≥6(家次)", 31, "新目标")
    assert content.rows[0].binding == seen.rows[0].binding
    assert saved.version == version + 2


def test_the_same_row_is_chosen_and_nothing_is_lost_until_it_is(house):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥6(家次)"}, r2={"weight": "11"}))

    with pytest.raises(ClashingSaveError) as refused:
        save(house, project, version, cells(seen, r0={"target": "≥7(家次)"}))

    offered = from_json(refused.value.submitted["content"], TargetContent)
    part = f"row:{seen.rows[0].key}"
    assert [(clash.part, clash.mine.target, clash.theirs.target) for clash in refused.value.clashes] == [
        (part, "≥7(家次)", "≥6(家次)")
    ]
    assert (offered.rows[0].target, offered.rows[2].weight) == ("≥7(家次)", 11)
    assert making.content_of(project).rows[0].target == "≥6(家次)"
    mine = save(house, project, version + 1, cells(offered))
    assert from_json(mine.content, TargetContent).rows[0].target == "≥7(家次)"


def test_the_others_row_can_be_taken(house):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥6(家次)"}))
    offered = cells(seen, r0={"target": "≥7(家次)"}, r1={"weight": "31"})

    saved = save(house, project, version + 1, offered, taken=[f"row:{seen.rows[0].key}"])

    content = from_json(saved.content, TargetContent)
    assert (content.rows[0].target, content.rows[1].weight) == ("≥6(家次)", 31)


def test_what_saves_itself_merges_nothing(house):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥6(家次)"}))

    with pytest.raises(StaleRecordError):
        save(house, project, version, cells(seen, r1={"weight": "31"}), quiet=True)


def test_a_draft_too_old_to_be_kept_is_compared_as_a_whole(house, monkeypatch):
    monkeypatch.setattr(drafts, "KEPT_VERSIONS", 1)
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    for number in range(2):
        save(house, project, version + number, cells(seen, r0={"target": f"≥{6 + number}(家次)"}))

    with pytest.raises(StaleRecordError) as refused:
        save(house, project, version, cells(seen, r1={"weight": "31"}))

    assert not isinstance(refused.value, ClashingSaveError)
    assert KeptDraft.objects.filter(project=project).count() == 1


def test_words_on_a_self_evaluation_are_merged_by_rows_and_numbers_stay_the_ledgers(house):
    project = making.completed(house)
    version = making.evaluation_of(project).version
    first, second, third = (row.key for row in making.target_of(project).rows)
    act = {"actor": house.officer, "project_id": project.pk, "expected": version}
    evaluations.save_evaluation(**act, values={"rows": {first: {"deviation": "甲"}, second: {"reason": "甲理由"}}})

    saved = evaluations.save_evaluation(**act, values={"rows": {third: {"deviation": "乙"}}, "completion": "乙文"})
    with pytest.raises(ClashingSaveError) as refused:
        evaluations.save_evaluation(**act, values={"rows": {first: {"deviation": "丙"}}})

    content = from_json(saved.content, EvaluationContent)
    assert (content.row(first).deviation, content.row(third).deviation, content.completion) == ("甲", "乙", "乙文")
    assert content.row(first).actual == "5(家次)"
    assert [clash.part for clash in refused.value.clashes] == [f"row:{first}"]


def test_monitoring_is_merged_too(house):
    project = making.approved(house)
    act = {"actor": house.officer, "project_id": project.pk, "end_month": 1}
    version = monitoring.build_monitoring(**act).version
    first, second, _third = (row.key for row in making.content_of(project).rows)

    def causes(key, *found, word):
        return {"rows": {key: {"causes": found, "deviation": word}}}

    monitoring.save_monitoring(**act, expected=version, values=causes(first, "staff", word="甲"))
    saved = monitoring.save_monitoring(**act, expected=version, values=causes(second, "funding", word="乙"))
    with pytest.raises(ClashingSaveError):
        monitoring.save_monitoring(**act, expected=version, values=causes(first, "other", word="丙"))

    content = from_json(saved.content, MonitoringContent)
    assert (content.row(first).causes, content.row(second).deviation) == (("staff",), "乙")


def test_the_page_lets_the_officer_choose(house, sign_in):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥6(家次)"}))
    page, address = sign_in(house.officer), f"/office/projects/{project.pk}/target/edit/"
    names = ("key", "level1", "level2", "level3", "target", "weight")

    def posted(rows, number, **more):
        columns = {name: [row[name] for row in rows] for name in names}
        return {"version": number, "goal": "全年培训企业不少于4家次。", **columns, **more}

    mine = cells(seen, r0={"target": "≥7(家次)"})
    refused = page.post(address, posted(mine, version))
    part = f"take:row:{seen.rows[0].key}"
    saved = page.post(address, posted(mine, version + 1, **{part: "theirs"}))

    shown = refused.content.decode()
    assert refused.status_code == 409
    assert all(text in shown for text in (part, "≥6(家次)", "≥7(家次)"))
    assert saved.status_code == 302
    assert making.content_of(project).rows[0].target == "≥6(家次)"


def test_a_save_that_was_merged_is_looked_at_before_it_is_submitted(house, sign_in):
    project = making.declared(house)
    seen, version = making.content_of(project), making.table_of(project).version
    save(house, project, version, cells(seen, r0={"target": "≥5(家次)"}))
    rows = cells(seen)
    columns = {name: [row[name] for row in rows] for name in rows[0]}

    sign_in(house.officer).post(
        f"/office/projects/{project.pk}/target/edit/",
        {"version": version, "goal": "另一个目标", **columns, "submit": "1"},
    )

    assert making.table_of(project).latest is None
    assert making.content_of(project).goal == "另一个目标"
    assert msgspec.structs.asdict(making.content_of(project).rows[0])["target"] == "≥5(家次)"
