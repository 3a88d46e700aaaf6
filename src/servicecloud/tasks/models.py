"""When scheduled work is due, and which workers are alive. The queue itself is django-tasks-db's table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """The next time of one entry of the schedule. What the entry does stands in the code (`tasks.schedule`)."""

    name = models.CharField(_("名称"), max_length=80, primary_key=True)
    next_run_at = models.DateTimeField(_("下次运行"))
    last_run_at = models.DateTimeField(_("上次运行"), null=True)

    class Meta:
        verbose_name = _("定时任务")

    def __str__(self) -> str:
        return self.name


class WorkerPulse(models.Model):
    """When a worker last said that it lives."""

    worker_id = models.CharField(max_length=64, primary_key=True)
    started_at = models.DateTimeField(_("启动时间"), auto_now_add=True)
    seen_at = models.DateTimeField(_("最近活动"))

    class Meta:
        verbose_name = _("工作进程")

    def __str__(self) -> str:
        return self.worker_id
