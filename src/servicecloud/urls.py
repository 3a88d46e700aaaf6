"""Every address of the site."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from servicecloud.api.developers import developers

urlpatterns = [
    path("", include("servicecloud.portal.urls")),
    path("office/", include("servicecloud.office.urls")),
    path("developers/", developers, name="developers"),
    path("api/v1/", include("servicecloud.api.urls")),
    path("", include("servicecloud.operations.urls")),
    path("accounts/", include("allauth.urls")),
    path("language/", login_not_required(require_POST(set_language)), name="set_language"),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("servicecloud.portal.demonstration.urls")))

handler400 = "servicecloud.api.faults.bad_request"
handler403 = "servicecloud.api.faults.forbidden"
handler404 = "servicecloud.api.faults.not_found"
handler500 = "servicecloud.api.faults.server_error"
