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
    path("events/<slug:slug>/hours/", views.edit_hours, name="event-hours"),
    path("events/<slug:slug>/registration/", views.edit_terms, name="event-terms"),
    path("events/<slug:slug>/registrations/", views.registrations, name="event-registrations"),
    path("events/<slug:slug>/registrations/<str:kind>/", views.registrations_file, name="event-registrations-file"),
    path("events/<slug:slug>/people/files/", views.add_roll, name="add-roll"),
    path("rolls/<int:pk>/", views.roll, name="roll"),
    path("rolls/<int:pk>/drop/", views.drop_roll, name="drop-roll"),
    path("events/<slug:slug>/check-in/", views.check_in, name="check-in"),
    path("events/<slug:slug>/check-in/code/", views.code, name="check-in-code"),
    path("registrations/<int:pk>/came/", views.came, name="registration-came"),
    path("registrations/<str:token>/here/", views.here, name="own-here"),
    path("events/<slug:slug>/surveys/", views.surveys, name="event-surveys"),
    path("surveys/<int:pk>/drop/", views.drop_survey, name="drop-survey"),
    path("events/<slug:slug>/register/", views.register, name="register"),
    path("events/<slug:slug>/register/group/", views.register_group, name="register-group"),
    path("events/<slug:slug>/register/done/", views.registered, name="registered"),
    path("events/<slug:slug>/event.ics", views.calendar, name="event-calendar"),
    path("events/<slug:slug>/event.jsonld", views.linked_data, name="event-linked-data"),
    path("registrations/<str:token>/", views.own_page, name="own-registration"),
    path("registrations/<str:token>/answers/", views.own_answers, name="own-answers"),
    path("registrations/<str:token>/cancel/", views.own_cancel, name="own-cancel"),
    path("registrations/<str:token>/event.ics", views.own_calendar, name="own-calendar"),
    path("events/<slug:slug>/", views.event, name="event"),
]
