"""What every page's shell needs to know."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from servicecloud.identity.standing import standing_of
from servicecloud.notifications.selectors import unread_count
from servicecloud.pages import navigation

THEMES = ("auto", "light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return the shell's values; menus and standing are worked out only when a template asks."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    theme = request.COOKIES.get("theme", "auto")
    return {
        "site_name": settings.SITE_NAME,
        "demo": settings.DEMO,
        "theme": theme if theme in THEMES else "auto",
        "person": person,
        "standing": SimpleLazyObject(lambda: standing_of(person) if person else None),
        "unread": unread_count(person) if person else 0,
        "own_shell": "shell_office.html" if person and standing_of(person).is_office else "shell_portal.html",
        "portal_menu": SimpleLazyObject(lambda: navigation.links("portal", user=person, path=request.path)),
        "office_menu": SimpleLazyObject(lambda: navigation.links("office", user=person, path=request.path)),
        "here": request.get_full_path(),
    }
