"""Addresses of disclosed projects."""

from django.urls import path

from servicecloud.portal.performance import views

urlpatterns = [
    path("performance/", views.disclosed, name="disclosed"),
    path("performance/<int:pk>/", views.project, name="disclosed_project"),
    path("performance/<int:pk>/file/<slug:kind>/", views.file, name="disclosed_file"),
]
