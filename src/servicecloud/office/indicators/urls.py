"""Addresses of the indicator library in the office."""

from django.urls import path

from servicecloud.office.indicators import comparing, files, library, picking, templates

urlpatterns = [
    path("", library.indicators, name="indicators"),
    path("new/", library.add, name="add_indicator"),
    path("import/", files.upload, name="import_indicators"),
    path("imports/<int:pk>/", files.imported, name="indicator_import"),
    path("imports/<int:pk>/undo/", files.undo, name="undo_indicator_import"),
    path("file/<slug:kind>/", files.download, name="indicators_file"),
    path("starter/", files.starter_file, name="starter_indicators"),
    path("<int:pk>/", library.indicator, name="indicator"),
    path("<int:pk>/edit/", library.revise, name="revise_indicator"),
    path("<int:pk>/retire/", library.retire, name="retire_indicator"),
    path("<int:pk>/restore/", library.restore, name="restore_indicator"),
    path("templates/", templates.templates, name="templates"),
    path("templates/picks/", picking.picks, name="pick_for_template"),
    path("templates/new/", templates.add, name="add_template"),
    path("templates/<int:pk>/", templates.template, name="template"),
    path("templates/<int:pk>/compare/", comparing.compare, name="compare_template"),
    path("templates/<int:pk>/edit/", templates.revise, name="revise_template"),
    path("templates/<int:pk>/retire/", templates.retire, name="retire_template"),
    path("templates/<int:pk>/restore/", templates.restore, name="restore_template"),
]
