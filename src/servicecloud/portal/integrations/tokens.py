"""A person's own tokens."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from servicecloud.identity.models import User
from servicecloud.integrations import selectors
from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.services.tokens import create_token, revoke_token
from servicecloud.portal.integrations.forms import TokenForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """The tokens in use; a new one is shown on the answer to its making and never again."""
    user = cast("User", request.user)
    form = TokenForm(request.POST or None)
    plain = ""
    if request.method == "POST" and form.is_valid():
        made = create_token(
            actor=user,
            name=form.cleaned_data["name"],
            scopes=[ApiScope(scope) for scope in form.cleaned_data["scopes"]],
            days=form.cleaned_data["days"],
        )
        plain, form = made.plain, TokenForm()
    context = {"lines": selectors.tokens_of(user), "form": form, "plain": plain}
    return render(request, "portal/integrations/tokens.html", context)


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """End a token."""
    token = revoke_token(actor=cast("User", request.user), token_id=pk)
    messages.success(request, _("令牌“%(name)s”已撤销，使用它的程序从现在起无法访问。") % {"name": token})
    return redirect("portal:tokens")
