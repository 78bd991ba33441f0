"""Addresses of funds and projects; a programme's page stands in `portal`."""

from django.urls import path

from . import views

urlpatterns = [
    path("funds/<slug:slug>/", views.fund, name="fund"),
    path("projects/<slug:slug>/", views.project, name="project"),
]
