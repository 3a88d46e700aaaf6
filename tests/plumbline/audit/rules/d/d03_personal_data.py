from tests.plumbline.audit.builders import row, self_evaluation, target_table
from tests.plumbline.audit.cases import fires, silent

RULE = "D-03"
CASES = [
    fires(
        "an identity card in the completion is found, its middle hidden",
        self_evaluation(actual_completion="发放对象张某，身份证11010519491231002X，已到账。"),
        at="actual_completion",
        printed="110*************2X",
    ),
    fires(
        "a mobile number in another field is found",
        self_evaluation(other_fields={"联系电话": "138 1234 5678"}),
        at="other_fields.联系电话",
        printed="138******78",
    ),
    fires(
        "a mobile number with the code of the country is found",
        self_evaluation(actual_completion="联系人电话+86 13812345678，欢迎咨询。"),
        at="actual_completion",
        printed="138******78",
    ),
    fires(
        "an e-mail address is found",
        self_evaluation(other_fields={"联系方式": "wang@example.com"}),
        at="other_fields.联系方式",
        printed="w***@example.com",
    ),
    fires(
        "a bank card in a reason is found",
        self_evaluation(row(actual="90(家)", score="9.00", deviation="补助退回卡6222021234567890128，待重发。")),
        at="indicators[0].deviation",
    ),
    silent(
        "amounts, codes and telephones of offices are in order",
        target_table(overview="项目编码310000231000000012345，预算13812345.67元，电话021-63210000，批次20231231001。"),
    ),
    silent(
        "a number with a wrong check digit is no card",
        self_evaluation(actual_completion="登记号110105194912310021，流水号6222021234567890123。"),
    ),
    silent(
        "a code is no bank card",
        self_evaluation(other_fields={"项目编码": "6222021001116245702"}),
    ),
]
