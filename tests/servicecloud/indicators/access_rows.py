"""Who gets what at the addresses of the library; `access.py` takes these rows into its table."""

from collections.abc import Callable
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from tests.servicecloud.indicators import making
from tests.servicecloud.performance.making import house_of_town

from servicecloud.identity.standing import scope_of_everything
from servicecloud.indicators.models import LibraryIndicator, TargetTemplate
from servicecloud.indicators.services.files import import_library
from servicecloud.indicators.services.library import retire_indicator
from servicecloud.indicators.services.templates import retire_template
from servicecloud.indicators.tables import starter


def _of_unit(town: Any) -> dict[str, Any]:
    house = house_of_town(town)
    return {"pk": making.an_indicator(house.unit, house.officer).pk}


def _retired(town: Any) -> dict[str, Any]:
    filled = _of_unit(town)
    with scope_of_everything():
        retire_indicator(actor=town.people["project"], indicator_id=filled["pk"], reason="并入另一项")
    return filled


def _of_department(town: Any) -> dict[str, Any]:
    return {"pk": making.of_department(house_of_town(town)).pk}


def _revision(_town: Any) -> dict[str, Any]:
    found = LibraryIndicator.everywhere.get()
    return making.VALUES | {"version": found.version, "note": "新", "change_reason": "补充"}


def _template(town: Any) -> dict[str, Any]:
    house = house_of_town(town)
    return {"pk": making.a_template(house.unit, house.officer).pk}


def _retired_template(town: Any) -> dict[str, Any]:
    filled = _template(town)
    with scope_of_everything():
        retire_template(actor=town.people["project"], template_id=filled["pk"], reason="改用新模板")
    return filled


def _template_revision(_town: Any) -> dict[str, Any]:
    version = TargetTemplate.everywhere.get().version
    return {"version": version, "goal": "新的总目标", "level3": "培训场次", "change_reason": "补充"}


def _import(town: Any) -> dict[str, Any]:
    house = house_of_town(town)
    with scope_of_everything():
        done = import_library(actor=house.officer, owner=house.unit, data=starter(), name="起步.csv")
    return {"pk": done.run.pk if done.run else 0}


def _file(town: Any) -> dict[str, Any]:
    return {"owner": town.organisations["unit"].pk, "file": SimpleUploadedFile("a.csv", b"")}


def indicator_rows(row: Any, *, only: Callable[..., Any], office: tuple[str, ...]) -> dict[str, Any]:
    """Return the rows of the library's addresses."""
    reads = only(200, *office)
    keepers = only(200, "project", "department", "bureau")
    return {
        "office:indicators": row(get=reads, fill=lambda town: _of_unit(town) and {}),
        "office:add_indicator": row(get=keepers, post=keepers),
        "office:import_indicators": row(get=keepers, post=keepers, data=_file),
        "office:indicator_import": row(get=keepers, fill=_import),
        "office:undo_indicator_import": row(post=only(302, "project"), fill=_import),
        "office:indicators_file": row(get=reads, fill=lambda town: _of_unit(town) and {"kind": "csv"}),
        "office:starter_indicators": row(get=reads),
        "office:indicator": row(get=reads, fill=_of_department),
        "office:revise_indicator": row(
            get=only(200, "project"), post=only(302, "project"), fill=_of_unit, data=_revision
        ),
        "office:retire_indicator": row(
            post=only(302, "project"), fill=_of_unit, data=lambda _town: {"reason": "并入另一项"}
        ),
        "office:restore_indicator": row(post=only(302, "project"), fill=_retired),
        "office:templates": row(get=reads, fill=lambda town: _template(town) and {}),
        "office:add_template": row(get=keepers, post=keepers),
        "office:pick_for_template": row(get=keepers, fill=lambda town: _of_unit(town) and {}),
        "office:compare_template": row(get=reads, fill=_template),
        "office:template": row(get=reads, fill=_template),
        "office:revise_template": row(
            get=only(200, "project"), post=only(302, "project"), fill=_template, data=_template_revision
        ),
        "office:retire_template": row(
            post=only(302, "project"), fill=_template, data=lambda _town: {"reason": "改用新模板"}
        ),
        "office:restore_template": row(post=only(302, "project"), fill=_retired_template),
    }
