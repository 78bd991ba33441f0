"""Addresses of sources and citations."""

from django.urls import path

from . import views

urlpatterns = [
    path("sources/<slug:key>/", views.source, name="source"),
    path("citations/<int:pk>/", views.citation, name="citation"),
]
