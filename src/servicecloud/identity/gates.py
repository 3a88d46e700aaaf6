"""Putting a policy in front of a view."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from servicecloud.identity.models import User

View = Callable[..., HttpResponseBase]


def requires(check: Callable[[User], None]) -> Callable[[View], View]:
    """Run a policy check on the signed-in person before the view."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            check(request.user)  # type: ignore[arg-type]
            return view(request, *args, **kwargs)

        return guarded

    return decorate
