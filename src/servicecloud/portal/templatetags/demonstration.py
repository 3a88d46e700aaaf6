"""The doors of the demonstration on the sign-in page."""

from django import template
from django.conf import settings

from servicecloud.demo.people import Door, doors

register = template.Library()


@register.simple_tag
def demonstration_doors() -> list[Door]:
    """Return one door per role in demonstration mode, none otherwise."""
    return doors() if settings.DEMO else []
