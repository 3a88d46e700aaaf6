from tests.plumbline.audit.builders import row, self_evaluation
from tests.plumbline.audit.cases import fires, silent, skipped

RULE = "S-10"


def lost(reason: str | None):
    return self_evaluation(row("培训对象满意度", "≥90%", "80%", score="8.88", deviation=reason))


CASES = [
    fires(
        "words that fit any indicator are found", lost("培训对象满意度有待进一步优化提高"), at="indicators[0].deviation"
    ),
    fires("a few characters are found", lost("疫情影响"), at="indicators[0].deviation", printed="疫情影响"),
    silent("a cause with measures is in order", lost("部分学员反映场地偏远、停车不便，下期改在地铁沿线举办。")),
    skipped("no reason is another rule's", lost(None)),
]
