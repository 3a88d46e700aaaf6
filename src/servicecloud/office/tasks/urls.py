"""Addresses of the queue."""

from django.urls import path

from servicecloud.office.tasks import views

urlpatterns = [
    path("tasks/", views.tasks, name="tasks"),
    path("tasks/<uuid:pk>/retry/", views.retry, name="retry_task"),
    path("tasks/<uuid:pk>/", views.task, name="task"),
    path("tasks/schedule/<text:name>/", views.run_now, name="run_schedule"),
]
