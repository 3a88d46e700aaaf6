"""The demonstration shows oversight in every state; its draw can be drawn again."""

import pytest

from plumbline.sampling import draw, read_frame
from servicecloud.demo.loading import load
from servicecloud.demo.oversight import load_oversight
from servicecloud.oversight.models import (
    DrawnProject,
    Evaluation,
    Examination,
    Frame,
    Rectification,
    SamplingPlan,
    Seed,
)
from servicecloud.oversight.selectors.draws import frame_text
from servicecloud.oversight.selectors.inflation import gaps
from servicecloud.oversight.selectors.records import public_result
from servicecloud.performance.models import Project


@pytest.fixture
def city(db, settings, tmp_path):
    settings.LEDGER_HEADS = tmp_path / "heads.ndjson"
    load(scale=100)


def test_the_demonstration_has_oversight_in_every_state(city, everything):
    assert set(SamplingPlan.objects.values_list("state", flat=True)) == {"announced", "drawn"}
    rechecks = Examination.objects.filter(kind="recheck")
    assert sorted(rechecks.values_list("state", flat=True)) == ["final", "objected", "working"]
    assert sorted(Rectification.objects.values_list("state", flat=True)) == ["closed", "open"]
    assert Evaluation.objects.get().state == "sent"
    assert len(gaps()) == 1

    disclosed = Project.objects.get(name="企业服务专项", year=2023)
    _examination, result = public_result(disclosed.pk)
    assert str(result.claimed_total) == "99.94"
    assert result.gap in (1, 2)  # the department takes one point off; where it was drawn and accepted, the re-check two

    seed = Seed.objects.get()
    again = draw(read_frame(frame_text(seed.frame)), seed=seed.text, algorithm="sha256")
    assert {each.row.key for each in again} == set(DrawnProject.objects.values_list("row__key", flat=True))
    assert Frame.objects.count() == 2
    assert not load_oversight()
