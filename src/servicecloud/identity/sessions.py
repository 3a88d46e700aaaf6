"""Signing somebody in without asking for a password: through a door of the demonstration, or at the end of an invitation."""

from allauth.usersessions.models import UserSession
from django.contrib.auth import login
from django.http import HttpRequest

from servicecloud.identity.models import User


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session that stands in the person's list of devices, as one with a password does."""
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    UserSession.objects.create_from_request(request)
