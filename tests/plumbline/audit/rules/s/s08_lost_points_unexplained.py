from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-08"
LOST = {"actual": "80(家)", "score": "8"}
CASES = [
    fires("lost points without a reason are found", self_evaluation(row(**LOST)), at="indicators[0].deviation"),
    fires("无 is no reason", self_evaluation(row(deviation="无", **LOST)), at="indicators[0].deviation"),
    silent("a reason is in order", self_evaluation(row(deviation="两场活动因台风取消，已补办一场。", **LOST))),
    silent("full points need no reason", self_evaluation(row())),
    skipped("a flat table without the column cannot give one", self_evaluation(row(**LOST), layout="flat-table")),
]
