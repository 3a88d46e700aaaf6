"""Addresses of deliveries in the office."""

from django.urls import path

from servicecloud.office.notifications import views

urlpatterns = [
    path("deliveries/", views.deliveries, name="deliveries"),
    path("deliveries/<int:pk>/retry/", views.retry, name="retry_delivery"),
]
