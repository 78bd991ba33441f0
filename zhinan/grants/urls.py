"""Addresses of grants."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, actions, forms, views
from .models import Grant

urlpatterns = [
    *routes("grants", forms.GrantForm, add=access.keep_records, edit=access.edit, save=actions.add),
    *verbs.routes("grants", Grant, views.VERBS),
    *files_of("grant", Grant, edit=access.edit),
    path("grants/<slug:slug>/", views.grant, name="grant"),
]
