"""Forms about other programs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from servicecloud.integrations.enums import ApiScope
from servicecloud.integrations.events import EVENTS


class TokenForm(forms.Form):
    """A new token: what for, what it may do, for how long."""

    name = forms.CharField(label=_("用途"), max_length=60, help_text=_("例如：财务系统同步。"))
    scopes = forms.MultipleChoiceField(label=_("权限"), choices=ApiScope.choices, widget=forms.CheckboxSelectMultiple)
    days = forms.TypedChoiceField(
        label=_("有效期"),
        coerce=int,
        choices=[(30, _("30天")), (90, _("90天")), (180, _("180天")), (365, _("365天"))],
        initial=90,
    )


class WebhookForm(forms.Form):
    """A new address and what it wants to be told."""

    url = forms.URLField(
        label=_("通知地址"), max_length=300, assume_scheme="https", help_text=_("对方系统接收通知的 https 地址。")
    )
    events = forms.MultipleChoiceField(
        label=_("事件"), choices=list(EVENTS.items()), widget=forms.CheckboxSelectMultiple
    )
