"""Addresses of draws for re-check."""

from django.urls import path

from servicecloud.portal.oversight import views

urlpatterns = [
    path("performance/<int:pk>/verified/", views.verified, name="verified_scores"),
    path("draws/", views.draws, name="draws"),
    path("draws/<int:pk>/", views.draw, name="draw"),
    path("draws/<int:pk>/frame.csv", views.frame_csv, name="draw_frame"),
]
