"""Addresses of results frameworks; the page of an indicator is in `reporting`."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import editing, routes, undoing
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Framework, Indicator, Measurement

urlpatterns = [
    *routes("frameworks", forms.FrameworkForm, add=access.keep_records, edit=access.edit),
    *files_of("framework", Framework, edit=access.edit),
    *verbs.routes("measurements", Measurement, views.VERBS),
    path("frameworks/<slug:slug>/", views.framework, name="framework"),
    path("frameworks/<slug:slug>/indicators.<slug:kind>", views.framework_file, name="framework-sheet"),
    path("indicators/<int:pk>/grants.<slug:kind>", views.from_grants_file, name="from-grants-sheet"),
    path("results/<int:pk>/indicators/add/", views.add_indicator, name="add-indicator"),
    path("indicators/<int:pk>/edit/", editing(forms.IndicatorForm, access.keep_indicator), name="edit-indicator"),
    path("indicators/<int:pk>/copy/", views.copy_indicator, name="copy-indicator"),
    path("indicators/<int:pk>/strike/", views.strike_indicator, name="archive-indicator"),
    path("indicators/<int:pk>/undo/<int:entry>/", undoing(Indicator, access.keep_indicator), name="undo-indicator"),
    path("indicators/<int:pk>/measure/", views.add_measurement, name="add-measurement"),
    path("measurements/<int:pk>/correct/", views.correct_measurement, name="correct-measurement"),
]
