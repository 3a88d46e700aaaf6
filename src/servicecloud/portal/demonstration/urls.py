"""The one-click door and the tour; the addresses exist only in demonstration mode."""

from django.urls import path

from servicecloud.portal.demonstration import tour, views

app_name = "demonstration"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("tour/", tour.tour, name="tour"),
    path("tour/wrong-form.docx", tour.wrong_form, name="wrong_form"),
]
