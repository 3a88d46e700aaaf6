"""Addresses of files. The same for everybody: whose file it is decides who gets it."""

from django.urls import path

from servicecloud.portal.files import giving, views

urlpatterns = [
    path("workspace/enterprises/<int:pk>/files/", views.enterprise_files, name="enterprise_files"),
    path("files/<uuid:pk>/", giving.download, name="file"),
    path("files/<uuid:pk>/view/", giving.view, name="view_file"),
    path("files/<uuid:pk>/preview/", giving.preview, name="file_preview"),
    path("files/<uuid:pk>/remove/", views.remove, name="remove_file"),
]
