"""Per request: end sessions that are too old, and open the scope of what the person can see."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from servicecloud.identity.standing import scope_of

Respond = Callable[[HttpRequest], HttpResponse]
_SEEN, _SIGNED_IN = "seen_at", "signed_in_at"
_TOUCH_EVERY = 60


class SessionAgeMiddleware:
    """Sign out after half an hour without a request, and after twelve hours in any case."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """End the session or note that it is alive (at most once a minute)."""
        session = request.session
        if "_auth_user_id" in session:
            now = int(time.time())
            seen, signed_in = session.get(_SEEN, now), session.get(_SIGNED_IN, now)
            if now - seen > settings.SESSION_IDLE_SECONDS or now - signed_in > settings.SESSION_ABSOLUTE_SECONDS:
                session.flush()
                session["signed_out_for_age"] = True
            elif _SIGNED_IN not in session or now - seen >= _TOUCH_EVERY:
                session[_SEEN], session[_SIGNED_IN] = now, signed_in
        return self.respond(request)


class ScopeMiddleware:
    """Every query of an owned table is limited to the organisations the person can see. Without a scope it is refused."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Open the scope for the whole response."""
        if request.session.get("signed_out_for_age"):
            del request.session["signed_out_for_age"]
            messages.info(request, _("您已较长时间没有操作，为安全起见已自动退出。请重新登录。"))
        with scope_of(request.user):
            return self.respond(request)
