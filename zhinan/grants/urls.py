"""Addresses of grants."""

from django.urls import path

from . import views

urlpatterns = [path("grants/<slug:slug>/", views.grant, name="grant")]
