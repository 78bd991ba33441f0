"""Addresses of events."""

from django.urls import path

from . import views

urlpatterns = [path("events/<slug:slug>/", views.event, name="event")]
