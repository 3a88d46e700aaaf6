"""Address of the audit."""

from django.urls import path

from servicecloud.portal.inspection import views

urlpatterns = [path("audit/", views.audit, name="audit")]
