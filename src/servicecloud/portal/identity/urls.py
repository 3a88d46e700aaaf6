"""Addresses of accounts, people and invitations."""

from django.urls import path

from servicecloud.portal.identity import views

urlpatterns = [
    path("account/", views.account, name="account"),
    path("organisations/<int:pk>/people/", views.people, name="people"),
    path("organisations/<int:pk>/people/<int:membership>/end/", views.end_membership, name="end_membership"),
    path("organisations/<int:pk>/people/<int:membership>/review/", views.review_role, name="review_role"),
    path("organisations/<int:pk>/invitations/<int:invitation>/revoke/", views.revoke, name="revoke_invitation"),
    path("invitations/<text:token>/", views.invitation, name="invitation"),
]
