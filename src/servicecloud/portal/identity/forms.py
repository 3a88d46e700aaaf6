"""Forms about people."""

from typing import Any

from allauth.account.forms import LoginForm
from django import forms
from django.utils.translation import gettext_lazy as _

from servicecloud.identity.enums import ROLES_OF_KIND, OrganisationKind, Role
from servicecloud.identity.models import Organisation


class InviteForm(forms.Form):
    """Whom to invite, and to what."""

    email = forms.EmailField(label=_("电子邮箱"))
    role = forms.ChoiceField(label=_("角色"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = ROLES_OF_KIND[OrganisationKind(organisation.kind)]
        self.fields["role"].choices = [(role.value, role.label) for role in Role if role in offered]  # type: ignore[attr-defined]


class NewAccountForm(forms.Form):
    """What somebody without an account gives when accepting an invitation."""

    username = forms.CharField(label=_("用户名"), max_length=150)
    display_name = forms.CharField(label=_("姓名"), max_length=60)
    password = forms.CharField(
        label=_("密码"),
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("至少8位，并包含大写字母、小写字母、数字、其他字符中的三类。"),
    )


class SignInForm(LoginForm):  # type: ignore[misc]
    """The library's form with labels that say what to type."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("用户名或电子邮箱")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
