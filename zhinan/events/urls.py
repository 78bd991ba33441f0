"""Addresses of events."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import editing, routes, undoing
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Attendance, Event

urlpatterns = [
    *routes("events", forms.EventForm, add=access.keep_records, edit=access.edit),
    *verbs.routes("events", Event, views.VERBS),
    *files_of("event", Event, edit=access.edit),
    path("events/<slug:slug>/people/", views.people, name="event-people"),
    path("events/<slug:slug>/people/add/", views.add_attendance, name="add-attendance"),
    path("attendances/<int:pk>/edit/", editing(forms.AttendanceForm, access.keep_attendance), name="edit-attendance"),
    path("attendances/<int:pk>/strike/", views.strike_attendance, name="archive-attendance"),
    path("attendances/<int:pk>/undo/<int:entry>/", undoing(Attendance, access.keep_attendance), name="undo-attendance"),
    path("events/<slug:slug>/", views.event, name="event"),
]
