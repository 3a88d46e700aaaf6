"""Tags and filters of the component set."""

from decimal import Decimal

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import QueryDict
from django.utils.safestring import SafeString

from servicecloud.personal import mask

register = template.Library()

NOT_STATED = "—"


@register.filter
def control(field: BoundField) -> SafeString:
    """Render a field's input with the class its kind needs."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect):
        return field.as_widget()
    kind = "form-check-input" if isinstance(widget, CheckboxInput) else "form-control"
    kind = "form-select" if isinstance(widget, Select) else kind
    state = " is-invalid" if field.errors else ""
    return field.as_widget(attrs={"class": f"{kind}{state}"})


@register.filter
def is_check(field: BoundField) -> bool:
    """Tell whether a field is a single tick box."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_group(field: BoundField) -> bool:
    """Tell whether a field is a group of boxes."""
    return isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)


@register.filter
def stated(value: object) -> str:
    """Print a value, or a dash when it was not stated. Zero is stated."""
    if value is None or value == "":
        return NOT_STATED
    if isinstance(value, Decimal):
        return f"{value.normalize() if value % 1 else value.quantize(Decimal(1)):,}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return str(value)


@register.filter
def masked(value: str) -> str:
    """Show an e-mail address or a telephone number only as far as a list may."""
    return mask(value)


@register.simple_tag(takes_context=True)
def here_with(context: template.Context, **changes: object) -> str:
    """Return the page's query string with some of it changed; None takes a part away."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return f"?{query.urlencode()}"
