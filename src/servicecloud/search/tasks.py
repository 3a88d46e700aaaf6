"""Background work of the index: a few lines that call a service."""

from datetime import time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from servicecloud.identity.standing import scope_of_everything
from servicecloud.search.services import catch_up, note_common_words
from servicecloud.tasks.schedule import daily, every


@task(queue_name="heavy")
def catch_up_task() -> int:
    """Index what changed."""
    with scope_of_everything():
        return catch_up(now=timezone.now())


@task(queue_name="heavy")
def common_words_task() -> int:
    """Learn which words narrow nothing."""
    return note_common_words()


every(timedelta(minutes=2), catch_up_task, name="search.catch_up", title=_("更新搜索索引"))
daily(time(3, 40), common_words_task, name="search.common_words", title=_("统计常见词"))
