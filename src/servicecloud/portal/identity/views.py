"""Accounts, the people of an organisation, invitations."""

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.mail import send_mail
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from servicecloud.errors import DomainError, InvalidInputError
from servicecloud.identity import policies, reviewing_roles, selectors, services, sessions
from servicecloud.identity.enums import Role
from servicecloud.identity.errors import LastAdministratorError, OwnRoleError
from servicecloud.identity.models import Membership, Organisation, User
from servicecloud.identity.standing import standing_of
from servicecloud.pages.acting import put_errors
from servicecloud.portal.identity.forms import InviteForm, NewAccountForm


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """The person's own data, roles, and the ways to secure the account."""
    return render(request, "portal/identity/account.html", {"held": standing_of(cast("User", request.user)).held})


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who holds which role in an organisation; its administrator invites."""
    organisation = Organisation.objects.get(pk=pk)
    user = cast("User", request.user)
    policies.check_can_manage_people(user, organisation)
    form = InviteForm(request.POST or None, organisation=organisation)
    if request.method == "POST" and form.is_valid():
        try:
            sent = services.invite(
                actor=user,
                organisation=organisation,
                email=form.cleaned_data["email"],
                role=Role(form.cleaned_data["role"]),
            )
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            _send(request, sent)
            messages.success(
                request,
                _("邀请已发送至 %(email)s，%(days)d 天内有效。")
                % {"email": sent.invitation.email, "days": settings.INVITATION_DAYS},
            )
            return redirect("portal:people", pk=pk)
    context: dict[str, Any] = {"organisation": organisation, "form": form, "people": _lines(user, organisation)}
    context["invitations"] = selectors.open_invitations_of(organisation)
    context["can_connect"] = standing_of(user).holds(Role.ADMIN, organisation_id=organisation.pk)
    return render(request, "portal/identity/people.html", context)


@require_POST
def end_membership(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Take a role back."""
    try:
        ended = services.end_role(actor=cast("User", request.user), membership_id=membership)
    except LastAdministratorError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已收回：%(what)s") % {"what": ended})
    return redirect("portal:people", pk=pk)


@require_POST
def review_role(request: HttpRequest, pk: int, membership: int) -> HttpResponse:
    """Say that a role is still needed."""
    try:
        looked = reviewing_roles.review_role(actor=cast("User", request.user), membership_id=membership)
    except OwnRoleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("已核对：%(what)s") % {"what": looked})
    return redirect("portal:people", pk=pk)


@require_POST
def revoke(request: HttpRequest, pk: int, invitation: int) -> HttpResponse:
    """Withdraw an invitation."""
    services.revoke_invitation(actor=cast("User", request.user), invitation_id=invitation)
    messages.success(request, _("邀请已撤回。"))
    return redirect("portal:people", pk=pk)


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Take up an invitation, with an account or by making one."""
    offer = services.open_invitation(token=token)
    person = request.user if request.user.is_authenticated else None
    form = NewAccountForm(request.POST or None)
    if request.method == "POST" and (person or form.is_valid()):
        account = None if person else services.NewAccount(**form.cleaned_data)
        try:
            membership = services.accept_invitation(token=token, actor=person, account=account)
        except InvalidInputError as error:
            put_errors(form, error)
        else:
            if person is None:
                sessions.sign_in(request, membership.user)
            messages.success(request, _("您已加入“%(organisation)s”。") % {"organisation": membership.organisation})
            return redirect("portal:after_sign_in")
    return render(request, "portal/identity/invitation.html", {"offer": offer, "form": form})


def _lines(user: User, organisation: Organisation) -> list[tuple[Membership, datetime | None, bool]]:
    """Return the open roles with when each was last looked at, and whether the person may look at it now."""
    rows = list(selectors.people_of(organisation))
    looks = reviewing_roles.last_looks(rows)
    if not standing_of(user).holds(Role.SECURITY_OFFICER):
        return [(row, looks.get(row.pk), False) for row in rows]
    waiting = reviewing_roles.roles_to_review(user, now=timezone.now()).filter(organisation=organisation)
    due = set(waiting.values_list("pk", flat=True))
    return [(row, looks.get(row.pk), row.pk in due) for row in rows]


def _send(request: HttpRequest, sent: services.SentInvitation) -> None:
    link = request.build_absolute_uri(reverse("portal:invitation", args=[sent.token]))
    body = render_to_string("portal/identity/invitation.txt", {"invitation": sent.invitation, "link": link}, request)
    send_mail(
        _("邀请您加入%(organisation)s") % {"organisation": sent.invitation.organisation},
        body,
        None,
        [sent.invitation.email],
    )
