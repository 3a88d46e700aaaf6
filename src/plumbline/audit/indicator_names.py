"""What the name of an indicator tells about its value."""

from plumbline.audit.wording import WordList

BOUNDED_SHARE = WordList(
    "满意度", "满意率", "合格率", "达标率", "及时率", "准时率", "覆盖率", "覆盖面", "知晓率", "知晓度",
    "参加率", "出席率", "到课率", "结业率", "胜任率", "修复率", "排除率", "解决率", "办结率", "回复率",
    "响应率", "准确率", "正确率", "稳定性", "可用率", "在线率", "到位率", "足额率", "使用率", "利用率",
    "通过率", "就业率", "入库率", "公开率", "故障率", "差错率", "错误率", "投诉率", "流失率", "逾期率",
    "重复发生率", "认可度", "满足度", "优良率", "成功率", "验收率", "普及率", "参保率",
)  # fmt: skip
"""Shares of a whole: never below 0 nor above 100 %."""

UNBOUNDED_RATE = WordList(
    "增长", "增幅", "增加", "提高", "提升", "同比", "环比", "收益率", "回报率", "利润率", "完成率", "执行率",
    "杠杆", "投入产出", "超额", "撬动", "带动", "贡献",
)  # fmt: skip
"""Rates that can exceed 100 %: growth, return, and how much of a plan was done."""
