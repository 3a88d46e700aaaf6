"""Tasks that a goal announces."""

from hypothesis import given
from hypothesis import strategies as st

from plumbline.audit.goal_tasks import open_tasks, tasks_of


def test_a_clause_that_begins_with_doing_and_names_something_is_a_task():
    goal = "以高质量发展为主线，全年举办数字化转型论坛；一是编制合规指引手册，二是做好相关工作。"

    assert [task.clause for task in tasks_of(goal)] == ["全年举办数字化转型论坛", "编制合规指引手册"]


def test_general_words_make_no_task():
    assert tasks_of("完善服务体系，提供各类服务，开展相关活动，维护国家安全。") == ()


def test_one_shared_word_covers_a_task():
    tasks = tasks_of("举办数字化转型论坛，编制合规指引手册。")

    assert [task.clause for task in open_tasks(tasks, "转型论坛场次\n合格率")] == ["编制合规指引手册"]


def test_keeping_a_system_in_order_is_measured_by_its_faults():
    tasks = tasks_of("维护好网站门户和申报栏目等功能模块，做好数据应用支撑与接口对接工作，完成网络服务系统升级改造。")

    assert [task.clause for task in open_tasks(tasks, "系统故障率\n运维人员胜任率")] == ["完成网络服务系统升级改造"]
    assert len(open_tasks(tasks, "服务企业数")) == 3


@given(st.text(alphabet="举办编制完成论坛手册培训，。；一二三、的和企业服务", max_size=80))
def test_an_indicator_named_like_the_goal_leaves_nothing_open(goal: str):
    assert open_tasks(tasks_of(goal), goal) == []
