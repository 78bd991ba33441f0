"""Addresses of deliveries."""

from django.urls import path

from . import views

urlpatterns = [path("deliveries/<slug:slug>/", views.delivery, name="delivery")]
