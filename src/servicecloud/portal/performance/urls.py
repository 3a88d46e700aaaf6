"""Addresses of disclosed projects."""

from django.urls import path

from servicecloud.portal.performance import views

urlpatterns = [
    path("performance/", views.disclosed, name="disclosed"),
    path("performance/data.csv", views.data_csv, name="disclosed_csv"),
    path("performance/data.json", views.data_json, name="disclosed_json"),
    path("performance/datapackage.json", views.data_package, name="disclosed_package"),
    path("performance/<int:pk>/", views.project, name="disclosed_project"),
    path("performance/<int:pk>/file/<slug:kind>/", views.file, name="disclosed_file"),
]
