"""Addresses of grants."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Grant

OWN = ("add-grant", "copy-grant")  # these two begin a project with the grant
SHARED = routes("grants", forms.GrantForm, add=access.keep_records, edit=access.edit)

urlpatterns = [
    path("grants/add/", views.add, name="add-grant"),
    path("grants/<slug:slug>/copy/", views.copy, name="copy-grant"),
    *(route for route in SHARED if route.name not in OWN),
    *verbs.routes("grants", Grant, views.VERBS),
    *files_of("grant", Grant, edit=access.edit),
    path("grants/<slug:slug>/", views.grant, name="grant"),
]
