"""What every address of the interface does first: who asks, how often, with which scope, and how far they see."""

import re
from contextlib import ExitStack
from typing import Any, ClassVar, cast

from django.conf import settings
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from servicecloud.api.errors import BadIdempotencyKeyError, BadVersionError, TooLargeError, VersionMissingError
from servicecloud.identity.models import User
from servicecloud.identity.standing import scope_of
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.errors import TokenMissingError
from servicecloud.integrations.models import ApiToken
from servicecloud.integrations.policies import check_token_covers
from servicecloud.integrations.selectors import token_key
from servicecloud.integrations.services.answers import Answer, answer_once, fingerprint
from servicecloud.limits.errors import TooOftenError
from servicecloud.limits.services import Rate, Usage, count_hit, key_of_address

LARGEST_BODY = 256 * 1024
_KEY = re.compile(r"[\x21-\x7e]{1,120}")
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})"')


class ApiView(APIView):
    """Base of every address. `needs` names the token's scope per method; a public address needs no token at all."""

    needs: ClassVar[dict[str, ApiScope]] = {}
    is_public: ClassVar[bool] = False
    usage: Usage | None = None

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Keep what the person can see open while the method runs."""
        with ExitStack() as self.opened:
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *_args: Any, **_kwargs: Any) -> None:
        """Who, how often, with which scope; then open what they can see."""
        self.format_kwarg = None
        request.accepted_renderer, request.accepted_media_type = self.perform_content_negotiation(request)
        self.perform_authentication(request)
        token = cast("ApiToken | None", request.auth)
        self._count(request, token)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_BODY:
            raise TooLargeError(kilobytes=LARGEST_BODY // 1024)
        if token is None and not self.is_public:
            raise TokenMissingError
        if token is not None:
            request._request.token_id = token.pk  # type: ignore[attr-defined]
            check_token_covers(token.scopes, self.needs.get(cast("str", request.method)))
        self.opened.enter_context(scope_of(request.user))

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        """Say how much of the limit is left, and that answers made for one program are for no cache."""
        response = super().finalize_response(request, response, *args, **kwargs)
        if self.usage is not None:
            response["RateLimit-Limit"] = str(self.usage.limit)
            response["RateLimit-Remaining"] = str(self.usage.remaining)
            response["RateLimit-Reset"] = str(self.usage.seconds_left)
        response["Cache-Control"] = "no-store"
        patch_vary_headers(response, ["Authorization"])
        return response

    def actor(self) -> User:
        """Return the person the program acts for."""
        return cast("User", self.request.user)

    def expected_version(self) -> int:
        """Return the version an edit was made against, from If-Match."""
        header = self.request.headers.get("If-Match", "").strip()
        if not header:
            raise VersionMissingError
        found = _VERSION.fullmatch(header)
        if found is None:
            raise BadVersionError
        return int(found[1])

    def once(self, act: Any) -> Response:
        """Do an act; under an Idempotency-Key, do it once however often the request comes."""
        key = self.request.headers.get("Idempotency-Key", "")
        if not key:
            answer: Answer = act()
        elif not _KEY.fullmatch(key):
            raise BadIdempotencyKeyError
        else:
            asked = fingerprint(method=str(self.request.method), path=self.request.path, data=self.request.data)
            answer = answer_once(actor=self.actor(), key=key, request=asked, act=act)
        repeated = {"Idempotency-Replayed": "true"} if answer.is_repeated else {}
        return Response(answer.body, status=answer.status, headers={**answer.headers, **repeated})

    def _count(self, request: Request, token: ApiToken | None) -> None:
        if token is None:
            rate = Rate(*settings.API_RATE_OF_ADDRESS)
            key = key_of_address("api", request.META.get("REMOTE_ADDR") or "")
        else:
            rate, key = Rate(*settings.API_RATE_OF_TOKEN), token_key(token.pk)
        self.usage = count_hit(key=key, rate=rate)
        if self.usage.is_over:
            raise TooOftenError(seconds=self.usage.seconds_left)
