"""Addresses of the public proof page."""

from django.urls import path

from servicecloud.portal.ledger import heads, views

urlpatterns = [
    path("proof/", views.proof, name="proof"),
    path("proof.json", views.proof_json, name="proof_json"),
    path("proof/heads/", heads.heads, name="proof_heads"),
    path("proof/heads.json", heads.heads_json, name="proof_heads_json"),
]
