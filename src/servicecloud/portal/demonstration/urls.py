"""The one-click door; the address exists only in demonstration mode."""

from django.urls import path

from servicecloud.portal.demonstration import views

app_name = "demonstration"
urlpatterns = [path("sign-in/", views.sign_in, name="sign_in")]
