"""Addresses for machines that watch the site."""

from django.urls import path

from servicecloud.operations import health, metrics

app_name = "operations"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
]
