"""Addresses of the directory in the office."""

from django.urls import path

from servicecloud.office.directory import claims, entries, imports, institutions

urlpatterns = [
    path("enterprises/", entries.enterprises, name="enterprises"),
    path("enterprises/new/", entries.add, name="add_enterprise"),
    path("enterprises/export/<text:kind>/", entries.export, name="export_enterprises"),
    path("enterprises/<int:pk>/", entries.enterprise, name="enterprise"),
    path("enterprises/<int:pk>/edit/", entries.edit, name="edit_enterprise"),
    path("enterprises/<int:pk>/figures/", entries.figures, name="report_figures"),
    path("enterprises/<int:pk>/merge/<int:other>/", entries.merge, name="merge_enterprises"),
    path("enterprises/<int:pk>/reveal/<text:field>/", entries.reveal, name="reveal"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/new/", institutions.add, name="add_institution"),
    path("institutions/<int:pk>/", institutions.institution, name="institution"),
    path("institutions/<int:pk>/edit/", institutions.edit, name="edit_institution"),
    path("institutions/<int:pk>/qualifications/new/", institutions.add_qualification, name="add_qualification"),
    path(
        "institutions/<int:pk>/qualifications/<int:qualification>/renew/",
        institutions.renew_qualification,
        name="renew_qualification",
    ),
    path(
        "institutions/<int:pk>/qualifications/<int:qualification>/withdraw/",
        institutions.withdraw_qualification,
        name="withdraw_qualification",
    ),
    path(
        "institutions/<int:pk>/qualifications/<int:qualification>/verify/",
        institutions.verify,
        name="verify_qualification",
    ),
    path("institutions/<int:pk>/reveal/<text:field>/", institutions.reveal, name="reveal_institution"),
    path("imports/", imports.imports, name="imports"),
    path("imports/template.csv", imports.template, name="import_template"),
    path("imports/<int:pk>/", imports.run, name="import"),
    path("imports/<int:pk>/confirm/", imports.confirm, name="confirm_import"),
    path("imports/<int:pk>/undo/", imports.undo, name="undo_import"),
    path("claims/", claims.claims, name="claims"),
    path("claims/<int:pk>/", claims.claim, name="claim"),
    path("claims/institutions/<int:pk>/", claims.institution_claim, name="institution_claim"),
]
