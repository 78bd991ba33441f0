"""Addresses of engagements, visits and disseminations."""

from django.urls import path

from zhinan.accounts.views.editing import routes

from . import access, forms, views

urlpatterns = [
    *routes("engagements", forms.EngagementForm, add=access.keep_records, edit=access.edit),
    *routes("visits", forms.VisitForm, add=access.keep_records, edit=access.edit),
    *routes("disseminations", forms.DisseminationForm, add=access.keep_records, edit=access.edit),
    path("engagements/<int:pk>/", views.engagement, name="engagement"),
    path("visits/<int:pk>/", views.visit, name="visit"),
    path("disseminations/<int:pk>/", views.dissemination, name="dissemination"),
]
