"""Addresses of sources."""

from django.urls import path

from . import views

urlpatterns = [path("sources/<slug:key>/", views.source, name="source")]
