"""Addresses of the public proof page."""

from django.urls import path

from servicecloud.portal.ledger import views

urlpatterns = [
    path("proof/", views.proof, name="proof"),
    path("proof.json", views.proof_json, name="proof_json"),
]
