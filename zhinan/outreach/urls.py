"""Addresses of engagements, visits and disseminations."""

from django.urls import path

from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Dissemination, Engagement, Visit

urlpatterns = [
    *routes("engagements", forms.EngagementForm, add=access.keep_records, edit=access.edit),
    *routes("visits", forms.VisitForm, add=access.keep_records, edit=access.edit),
    *routes("disseminations", forms.DisseminationForm, add=access.keep_records, edit=access.edit),
    *files_of("engagement", Engagement, edit=access.edit, at="engagements/<int:pk>/"),
    *files_of("visit", Visit, edit=access.edit, at="visits/<int:pk>/"),
    *files_of("dissemination", Dissemination, edit=access.edit, at="disseminations/<int:pk>/"),
    path("engagements/<int:pk>/", views.engagement, name="engagement"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("disseminations/<int:pk>/", views.dissemination, name="dissemination"),
]
