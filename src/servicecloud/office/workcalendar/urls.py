"""Addresses of the working calendar in the office."""

from django.urls import path

from servicecloud.office.workcalendar import views

urlpatterns = [
    path("calendar/", views.this_year, name="calendar"),
    path("calendar/<int:year>/", views.year_page, name="calendar_year"),
    path("calendar/<int:year>/import/", views.import_page, name="import_calendar"),
]
