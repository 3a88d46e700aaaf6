"""The tasks that a goal text announces, and whether the indicators speak of them.

A task is a clause that begins with a word of doing (完成, 举办, 编制 …) and then names something definite. It counts as covered when two
neighbouring characters of what it names, words that fit every project taken out, stand in the name or target of an indicator. That
errs on the side of covered: what is called open shares no word at all with any indicator.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_VERBS = (
    "完成|开展|举办|组织|召开|编制|编辑|编撰|编写|出版|建立|发布|制定|更新|开办|做好|实施|设立|提供|维护(?!国家|社会|合法)|升级|"
    "改造|办理|发放|抓好|建设(?=.*[一二三四五六七八九十两0-9]+[座处个条所栋套间])|新建|改建|扩建|修建|修缮|翻新|翻修|购置|采购|添置|承办|创办|评选|制作|拍摄"
)
_CLAUSE = re.compile(r"[，。；;！!\n]|[一二三四五六七八九十\d]+[、.．]|[一二三四五六七八九十]是|包括|通过")
_TASK = re.compile(
    rf"(?:积极|全年|定期|切实|稳步|继续|进一步|及时|全面|深入|重点|持续|分期分批|大力|主要|年内)*(?:{_VERBS})(?:完善|好)?(?P<what>.*)"
)
_FITS_ALL = re.compile(
    r"[\W_的和与及其等了为对在]+|"
    "工作|活动|服务|企业|项目|民营经济|经济|民营|中小|上海市?|发展|相关|各类|建设|管理|业务|系统|平台|推进|开展|完成|做好|实施|情况|方面|能力|水平|质量|本市|全市|"
    "全年|年度|我市|我会|本会|有关|以及|多样化?|不同|主题|任务|需求|重点|促进|提供|保障|进行|完善|优化|加强|各项|会议|市场|单位|部门|机关|日常|正常|良好|环境|专项|"
    "经费|资金|支持|落实|执行|制度|机制|体系|要求|计划|目标|合作|持续|稳定|运行|功能|顺利"
)
_UPKEEP = re.compile(
    r"(?:全年|做好|继续|及时|持续|切实)*(?:维护|做好|保障|提供).*(?:系统|网站|平台|模块|接口|数据|栏目|设备|后台)"
)
_UPKEEP_MEASURED = re.compile("系统|平台|网站|故障|运维|运行")
_DEFINITE = 3
"""A task that names fewer pieces than this is too short to be looked for."""


class GoalTask(NamedTuple):
    """A task of a goal: the clause, and the pairs of characters that tell what it is about."""

    clause: str
    pieces: tuple[str, ...]


@lru_cache(maxsize=1024)
def tasks_of(goal: str) -> tuple[GoalTask, ...]:
    """Return the definite tasks of a goal text, each once.

    >>> [task.clause for task in tasks_of("以服务为宗旨，举办数字化转型论坛，做好相关工作。")]
    ['举办数字化转型论坛']
    """
    found: dict[str, GoalTask] = {}
    for clause in _CLAUSE.split(goal):
        task = _TASK.fullmatch(clause.strip())
        if task is None:
            continue
        runs = _FITS_ALL.split(task["what"])
        pieces = tuple(run[index : index + 2] for run in runs for index in range(len(run) - 1))
        if len(pieces) >= _DEFINITE:
            found.setdefault(clause.strip(), GoalTask(clause.strip(), pieces))
    return tuple(found.values())


def open_tasks(tasks: tuple[GoalTask, ...], texts: str) -> list[GoalTask]:
    """Return the tasks that share no piece with the names and targets of the indicators.

    Keeping a system in order is measured by what tells of the whole system: its faults, its upkeep, its running.
    """
    upkeep_measured = _UPKEEP_MEASURED.search(texts) is not None
    return [
        task
        for task in tasks
        if not any(piece in texts for piece in task.pieces)
        and not (upkeep_measured and _UPKEEP.match(task.clause) is not None)
    ]
