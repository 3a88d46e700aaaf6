"""Addresses of the open library."""

from django.urls import path

from servicecloud.portal.collection import views

urlpatterns = [
    path("published/", views.forms_list, name="published"),
    path("published/forms.csv", views.open_data, name="published_csv"),
    path("published/<int:pk>/", views.one, name="published_form"),
]
