from tests.plumbline.audit.builders import target_table
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "B-10"
OVERVIEW = (
    "本项目为全市创业企业提供场地、辅导和融资对接，依托三个孵化基地开展，服务在孵企业一百二十家，每季度组织一次路演。"
)
WHY = (
    "创业企业抗风险能力弱，缺少场地和首轮融资，市场化机构不愿承接早期服务，需要财政资金先行投入，带动社会资本参与孵化。"
)
SHANGHAI = {
    "layout": "shanghai-target-2020",
    "overview": OVERVIEW,
    "basis": "依据市政府文件设立。",
    "plan": "一季度招标。",
}
CASES = [
    fires(
        "a necessity that is the overview once more is found",
        target_table(**SHANGHAI, necessity=OVERVIEW),
        at="necessity",
        printed=OVERVIEW[:59] + "…" if len(OVERVIEW) > 60 else OVERVIEW,
    ),
    fires(
        "an overview that holds the whole necessity is found at the necessity",
        target_table(**SHANGHAI | {"overview": OVERVIEW + WHY}, necessity=WHY),
        at="necessity",
    ),
    silent("sections that answer their own questions are in order", target_table(**SHANGHAI, necessity=WHY)),
    skipped("short sections have few words to differ in", target_table(**SHANGHAI, necessity="依据市政府文件设立。")),
    skipped("other layouts have no such sections", target_table()),
]
