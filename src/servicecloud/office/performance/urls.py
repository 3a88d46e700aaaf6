"""Addresses of the performance cycle in the office."""

from django.urls import path

from servicecloud.office.performance import (
    attributes,
    binding,
    evaluations,
    money,
    monitoring,
    projects,
    reviewing,
    settings,
    targets,
)

urlpatterns = [
    path("", projects.projects, name="projects"),
    path("new/", projects.add, name="add_project"),
    path("settings/", settings.bodies, name="review_settings_bodies"),
    path("settings/<int:pk>/", settings.settings, name="review_settings"),
    path("<int:pk>/", projects.project, name="project"),
    path("<int:pk>/edit/", projects.change, name="change_project"),
    path("<int:pk>/money/", money.money, name="project_money"),
    path("<int:pk>/money/import/", money.upload, name="import_payments"),
    path("<int:pk>/target/", targets.target, name="target"),
    path("<int:pk>/target/edit/", targets.edit, name="edit_target"),
    path("<int:pk>/target/attributes/", attributes.attributes, name="attributes"),
    path("<int:pk>/target/attributes/<int:review>/<slug:kind>/", attributes.attribute_file, name="attribute_file"),
    path("<int:pk>/target/reopen/", attributes.take_up_again, name="reopen_target"),
    path("<int:pk>/target/adjust/", targets.adjust, name="adjust_target"),
    path("<int:pk>/target/keep/", targets.keep, name="keep_target"),
    path("<int:pk>/target/check/", targets.check, name="check_target"),
    path("<int:pk>/target/upload/", targets.upload, name="upload_target"),
    path("<int:pk>/target/rows/<slug:key>/", binding.bind, name="bind_row"),
    path("<int:pk>/target/file/<slug:kind>/", targets.file, name="target_file"),
    path("<int:pk>/evaluation/", evaluations.evaluation, name="self_evaluation"),
    path("<int:pk>/evaluation/build/", evaluations.build, name="build_evaluation"),
    path("<int:pk>/evaluation/file/<slug:kind>/", evaluations.file, name="evaluation_file"),
    path("<int:pk>/monitoring/", monitoring.build, name="build_monitoring"),
    path("<int:pk>/monitoring/<int:month>/", monitoring.monitoring, name="monitoring"),
    path("<int:pk>/monitoring/<int:month>/file/<slug:kind>/", monitoring.file, name="monitoring_file"),
    path("<int:pk>/disclose/", reviewing.publish, name="disclose"),
    path("<int:pk>/<slug:document>/submit/", reviewing.submit, name="submit_document"),
    path("<int:pk>/<slug:document>/approve/", reviewing.approve, name="approve_document"),
    path("<int:pk>/<slug:document>/return/", reviewing.send_back, name="return_document"),
    path("<int:pk>/<slug:document>/withdraw/", reviewing.withdraw, name="withdraw_document"),
]
