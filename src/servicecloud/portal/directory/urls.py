"""Addresses of the directory in the portal."""

from django.urls import path

from servicecloud.portal.directory import institutions, views, workspace

urlpatterns = [
    path("enterprises/", views.enterprises, name="enterprises"),
    path("enterprises/<text:credit_code>/", views.enterprise, name="enterprise"),
    path("enterprises/<text:credit_code>/claim/", views.claim, name="claim"),
    path("institutions/", institutions.institutions, name="institutions"),
    path("institutions/<text:credit_code>/", institutions.institution, name="institution"),
    path("institutions/<text:credit_code>/claim/", institutions.claim, name="claim_institution"),
    path("workspace/", workspace.workspace, name="workspace"),
    path("workspace/enterprises/<int:pk>/", workspace.own_enterprise, name="own_enterprise"),
    path("workspace/enterprises/<int:pk>/edit/", workspace.edit, name="edit_enterprise"),
    path("workspace/enterprises/<int:pk>/figures/", workspace.figures, name="report_figures"),
    path("workspace/enterprises/<int:pk>/reveal/<text:field>/", workspace.reveal, name="reveal"),
    path("workspace/institutions/<int:pk>/", institutions.own_institution, name="own_institution"),
    path("workspace/institutions/<int:pk>/edit/", institutions.edit, name="edit_institution"),
    path(
        "workspace/institutions/<int:pk>/qualifications/new/",
        institutions.add_qualification,
        name="add_qualification",
    ),
    path(
        "workspace/institutions/<int:pk>/qualifications/<int:qualification>/renew/",
        institutions.renew_qualification,
        name="renew_qualification",
    ),
    path(
        "workspace/institutions/<int:pk>/qualifications/<int:qualification>/withdraw/",
        institutions.withdraw_qualification,
        name="withdraw_qualification",
    ),
    path(
        "workspace/institutions/<int:pk>/reveal/<text:field>/",
        institutions.reveal,
        name="reveal_institution",
    ),
]
