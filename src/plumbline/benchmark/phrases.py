"""Sentences put together from parts: goals, completions, reasons, sections of a declaration. All invented."""

from collections.abc import Sequence
from random import Random

from plumbline.benchmark.city import CITY
from plumbline.benchmark.model import DraftRow
from plumbline.benchmark.values import number
from plumbline.benchmark.vocabulary import Theme

_GOAL_OPENINGS = (
    "{intro}，本年度计划{items}。",
    "围绕{intro}这一任务，全年{items}。",
    "按照年度工作安排，{intro}，{items}。",
    "本项目{intro}，年内{items}。",
)
_GOAL_CLOSINGS = (
    "项目资金按进度支付，年底前完成验收。",
    "各项任务落实到科室，按季度核对进展。",
    "同步做好资料归档和财务核算。",
    "",
)
_DONE_OPENINGS = (
    "截至年末，{items}。",
    "全年{items}。",
    "本年度实际{items}。",
    "按年度计划组织实施，共{items}。",
)
_DONE_MIDDLES = (
    "各季度均召开了调度会，台账与支付凭证逐笔核对。",
    "承办单位经公开比选确定，合同款按验收结果支付。",
    "第三季度集中处理了上半年遗留事项。",
    "实施中邀请行业协会参与评议，意见已逐条回复。",
    "年中调整了两个标段的进场顺序，没有影响总工期。",
)
_CAUSES = (
    "受三季度连续降雨影响，两处现场停工二十天",
    "合作单位年中更换经办人，交接用去一个月",
    "上半年集中采购流标一次，重新组织后合同晚签四十天",
    "七月起场馆改造，原定场地无法使用",
    "部分材料由对方跨年提交，年底前来不及审核",
    "两名业务骨干外派，人手缺口由临时人员补上",
    "新系统上线初期数据迁移出错，有三周无法统计",
    "春节前后物流停运，到货推迟",
    "街镇合并后服务点由九个减为六个",
    "外省来宾行程取消，两场活动改期到次年",
)
_MEASURES = (
    "下年度提前两个月发布采购公告",
    "已与承办单位约定备用场地",
    "次年一月起由专人按周催交",
    "将把节点写入合同并约定违约责任",
    "已申请增加两个编外岗位",
    "下年度改为按月归集并由科室复核",
    "次年三月前补办并单独建账",
    "将增设线上报名通道分流",
)
_BEYOND = (
    "年中新增{n}个试点街镇，服务对象多于年初摸底数，下年度按新口径测定指标值",
    "承接了邻市转来的任务，年初未列入计划，下年度据此提高指标值",
    "省里临时部署专项行动，工作量增加{n}成，次年编报时单列",
)
_MONEY = (
    "招标节约使预算执行率低于预期，结余资金已按规定交回",
    "合同尾款按约定次年支付，造成预算执行率偏低，下年度将质保金单列",
    "设备中标价低于预算，形成结余，支付进度因此偏低",
)
_NECESSITY = (
    "现有服务点分布不均，东部片区办事平均要跑三趟，需要由财政统一组织。",
    "设备平均使用八年以上，上年停机十一次，不更新会影响正常运转。",
    "上年调查中，每三户就有一户表示不知道可以申请，需要专门力量把服务送上门。",
    "市场主体自行承担成本过高，由公共财政支持可以让小微主体同样受益。",
)
_SAFEGUARDS = (
    "执行单位内部控制手册和采购管理办法；合同由法务审核，付款由两人复核，每季度向分管领导报告。",
    "成立项目小组，明确责任科室和经办人；按月登记台账，年中接受内部审计。",
    "按政府采购规定确定承办单位，履约验收合格后付款，资料一项一档。",
)
_PLANS = (
    "第一季度完成方案和采购；第二、三季度组织实施；第四季度验收、调查并结算。",
    "一月至三月编制清单，四月至十月分三批实施，十一月汇总核对，十二月完成验收。",
    "上半年完成六成任务并开展中期检查，下半年完成其余任务，年底前归档。",
)
_BASES = (
    "《{city}公共服务补短板行动方案》（临政办发〔{year}〕{n}号）；{department}年度重点任务清单。",
    "《{city}{theme}管理办法》（临财规〔{year}〕{n}号）；市政府年度工作报告任务分解表。",
)
_REMARK = ("已与责任科室约谈，八月起按周调度。", "材料已补齐，九月集中办理。", "")


def quantity(row: DraftRow, *, done: bool) -> str:
    """Say one counted thing with its figure: 办理企业诉求1,386件."""
    value = row.done if done else row.aimed
    unit = row.unit or ""
    if value is None:
        return ""
    shown = number(value, commas=done and value >= 1000)
    return f"{row.clause}{shown}{unit}" if done else f"{row.clause}不少于{shown}{unit}"


def _sayable(rows: Sequence[DraftRow]) -> list[DraftRow]:
    return [row for row in rows if row.clause and row.aimed is not None]


def goal(theme: Theme, rows: Sequence[DraftRow], rng: Random) -> str:
    """Say what the project promises; every figure is one of its targets."""
    chosen = _sayable(rows)[:4]
    items = "，".join(quantity(row, done=False) for row in chosen) or f"完成{theme.name}各项任务"
    return rng.choice(_GOAL_OPENINGS).format(intro=theme.intro, items=items) + rng.choice(_GOAL_CLOSINGS)


def completion(theme: Theme, rows: Sequence[DraftRow], rng: Random) -> str:
    """Say what was done; every figure is the actual value of its row."""
    chosen = [row for row in _sayable(rows) if row.done is not None]
    rng.shuffle(chosen)
    items = "；".join(quantity(row, done=True) for row in chosen[:5]) or f"实施{theme.name}"
    satisfied = next((row for row in rows if row.name == theme.happy and row.done is not None), None)
    tail = f"抽样调查的{theme.happy}为{number(satisfied.done)}%。" if satisfied and satisfied.done is not None else ""
    return rng.choice(_DONE_OPENINGS).format(items=items) + rng.choice(_DONE_MIDDLES) + tail


def reason(rng: Random) -> str:
    """Say why a target was missed and what will be done: two clauses that name a cause and a measure."""
    return f"{rng.choice(_CAUSES)}；{rng.choice(_MEASURES)}。"


def beyond(rng: Random) -> str:
    """Say why a target was exceeded."""
    return rng.choice(_BEYOND).format(n=rng.choice("两三四五")) + "。"


def about_money(rng: Random) -> str:
    """Say why the money was not spent."""
    return rng.choice(_MONEY) + "。"


def sections(theme: Theme, department: str, year: int, rng: Random) -> dict[str, str]:
    """Write the running sections of a Shanghai declaration."""
    basis = rng.choice(_BASES).format(
        city=CITY, year=year - rng.randint(1, 4), n=rng.randint(2, 48), department=department, theme=theme.name
    )
    overview = f"本项目{theme.intro}，由{CITY}{theme.unit}组织实施，服务对象为{theme.subject}。" + rng.choice(
        (
            "项目按年度安排，已连续实施三年。",
            "项目分三个片区推进，各片区设联络员。",
            "委托专业机构承担其中的调查和测评。",
        )
    )
    return {
        "overview": overview,
        "basis": basis,
        "necessity": rng.choice(_NECESSITY),
        "safeguards": rng.choice(_SAFEGUARDS),
        "plan": rng.choice(_PLANS),
    }


def long_term(theme: Theme, rng: Random) -> str:
    """Say what the project is for beyond the year."""
    years = rng.choice("三五")
    return f"{years}年内建成覆盖全市的{theme.name}工作体系，{theme.subject}办事更近、更快，年均服务量保持增长。"


def remark(rng: Random) -> str:
    """Write the last column of a monitoring row."""
    return rng.choice(_REMARK)


_FAMILY = "陆沈顾江裴闻单宁桑阮虞纪"
_GIVEN = ("望舒", "以宁", "清和", "维桢", "知远", "若谷", "景行", "怀瑾", "听澜", "子衿")


def person(rng: Random) -> str:
    """Invent a name."""
    return rng.choice(_FAMILY) + rng.choice(_GIVEN)
