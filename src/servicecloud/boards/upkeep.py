"""The boards' own recurring work."""

from datetime import time, timedelta

from django.utils.translation import gettext_lazy as _

from servicecloud.boards.tasks import renew_due, renew_open
from servicecloud.tasks.schedule import daily, every

every(timedelta(minutes=5), renew_due, name="boards.due", title=_("更新有变化的项目的看板数字"))
daily(time(3, 10), renew_open, name="boards.open", title=_("按台账更新在办项目的看板数字"))
