"""Addresses of tokens and webhooks."""

from django.urls import path

from servicecloud.portal.integrations import tokens, webhooks

urlpatterns = [
    path("account/tokens/", tokens.tokens, name="tokens"),
    path("account/tokens/<int:pk>/revoke/", tokens.revoke, name="revoke_token"),
    path("organisations/<int:pk>/webhooks/", webhooks.webhooks, name="webhooks"),
    path("organisations/<int:pk>/webhooks/<int:webhook>/", webhooks.webhook, name="webhook"),
    path("organisations/<int:pk>/webhooks/<int:webhook>/end/", webhooks.end, name="end_webhook"),
    path("organisations/<int:pk>/webhooks/<int:webhook>/ping/", webhooks.ping, name="ping_webhook"),
    path(
        "organisations/<int:pk>/webhooks/<int:webhook>/deliveries/<uuid:delivery>/again/",
        webhooks.again,
        name="send_again",
    ),
]
