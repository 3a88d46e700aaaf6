"""Addresses of the directory."""

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from servicecloud.api.directory import views


class CreditCode(StringConverter):
    """The eighteen characters of a credit code."""

    regex = "[0-9A-Z]{18}"


class Year(StringConverter):
    """A year the directory can hold."""

    regex = "(?:199|20[0-9])[0-9]"

    def to_python(self, value: str) -> int:  # type: ignore[override]
        """Return the number."""
        return int(value)


register_converter(CreditCode, "credit_code")
register_converter(Year, "year")

urlpatterns = [
    path("register", views.Register.as_view(), name="register"),
    path("register/<credit_code:credit_code>", views.RegisterEntry.as_view(), name="register_entry"),
    path("institutions", views.Institutions.as_view(), name="institutions"),
    path("enterprises", views.Enterprises.as_view(), name="enterprises"),
    path("enterprises/<int:pk>", views.EnterpriseEntry.as_view(), name="enterprise"),
    path("enterprises/<int:pk>/figures/<year:year>", views.YearOfEnterprise.as_view(), name="figures"),
]
