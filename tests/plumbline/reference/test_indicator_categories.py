"""The categories of indicators under both taxonomies."""

import pytest

from plumbline.reference.indicator_categories import (
    CORE_2021,
    STYLE_2020,
    TAXONOMIES,
    categories,
    category_of,
    level_names,
    translated,
)


def test_every_category_has_both_levels_in_every_taxonomy():
    for category in categories().values():
        assert category.levels.keys() == TAXONOMIES.keys()
        assert all(level1 and level2 for level1, level2 in category.levels.values())


def test_cost_is_a_part_of_output_in_one_and_a_level_of_its_own_in_the_other():
    assert level_names(STYLE_2020)["产出指标"] == ("数量指标", "质量指标", "时效指标", "成本指标")
    assert level_names(CORE_2021)["成本指标"] == ("经济成本指标", "社会成本指标", "生态环境成本指标")
    assert "成本指标" not in level_names(STYLE_2020)


@pytest.mark.parametrize(
    ("printed", "taxonomy", "expected"),
    [
        (("产出指标", "成本指标"), CORE_2021, ("成本指标", "经济成本指标")),
        (("成本指标", "社会成本指标"), STYLE_2020, ("产出指标", "成本指标")),
        (("满意度指标", "满意度指标"), CORE_2021, ("满意度指标", "服务对象满意度指标")),
        (("产出", "数量"), CORE_2021, ("产出指标", "数量指标")),
        (("影响力目标", "长效管理"), STYLE_2020, ("影响力目标", "长效管理")),
    ],
)
def test_levels_are_carried_from_one_taxonomy_into_the_other(printed, taxonomy, expected):
    assert translated(*printed, taxonomy=taxonomy) == expected


@pytest.mark.parametrize("taxonomy", TAXONOMIES)
def test_what_a_taxonomy_calls_a_category_leads_back_to_its_levels(taxonomy):
    for category in categories().values():
        levels = category.levels[taxonomy]
        found = category_of(*levels)
        assert found is not None
        assert found.levels[taxonomy] == levels
