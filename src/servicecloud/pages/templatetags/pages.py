"""Tags and filters of the component set."""

from decimal import Decimal

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.http import QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy

from servicecloud.pages import official_words
from servicecloud.personal import mask

register = template.Library()

NOT_STATED = "—"
GRADES = {"优": gettext_lazy("优"), "良": gettext_lazy("良"), "中": gettext_lazy("中"), "差": gettext_lazy("差")}


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
def official(value: object) -> object:
    """Print a word that the official forms prescribe in the reader's language; everything else as it is."""
    return official_words.official(value)


@register.filter
def bracketed(value: object) -> str:
    """Put something behind a word, in the brackets of the active language."""
    return f" ({value})" if (get_language() or "").startswith("en") else f"（{value}）"


@register.filter
def graded(value: object) -> str:
    """Print a grade as the forms spell it (优、良、中、差) in the active language; what is none stays as it is."""
    text = stated(value)
    return str(GRADES.get(text, text))


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
