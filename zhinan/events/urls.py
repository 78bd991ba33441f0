"""Addresses of events."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Event

urlpatterns = [
    *routes("events", forms.EventForm, add=access.keep_records, edit=access.edit),
    *verbs.routes("events", Event, views.VERBS),
    *files_of("event", Event, edit=access.edit),
    path("events/<slug:slug>/", views.event, name="event"),
]
