"""Addresses of disclosed projects."""

from django.urls import path

from servicecloud.portal.performance import comparing, data, lists, numbers, views

urlpatterns = [
    path("performance/", lists.disclosed, name="disclosed"),
    path("performance/indicators/", lists.indicators, name="disclosed_indicators"),
    path("performance/departments/<int:pk>/", lists.department, name="disclosed_department"),
    path("performance/compare/", comparing.compare, name="disclosed_compare"),
    path("performance/data.csv", data.data_csv, name="disclosed_csv"),
    path("performance/data.json", data.data_json, name="disclosed_json"),
    path("performance/datapackage.json", data.data_package, name="disclosed_package"),
    path("performance/catalogue.jsonld", data.data_catalogue, name="data_catalogue"),
    path("performance/<int:pk>/", views.project, name="disclosed_project"),
    path("performance/<int:pk>/publications/<int:number>/", views.project, name="disclosed_publication"),
    path(
        "performance/<int:pk>/publications/<int:number>/file/<slug:kind>/",
        views.file,
        name="disclosed_publication_file",
    ),
    path("performance/<int:pk>/corrections/<int:number>/", views.correction, name="disclosed_correction"),
    path("performance/<int:pk>/rows/<int:place>/", numbers.row, name="disclosed_row"),
    path("performance/<int:pk>/rows/<int:place>/entries/", numbers.entries, name="disclosed_entries"),
    path("performance/<int:pk>/file/<slug:kind>/", views.file, name="disclosed_file"),
]
