"""Addresses of networks, agreements and partnerships."""

from django.urls import path

from . import views

urlpatterns = [
    path("networks/", views.networks, name="networks"),
    path("networks/<slug:slug>/", views.network, name="network"),
    path("agreements/<slug:slug>/", views.agreement, name="agreement"),
    path("partnerships/<slug:slug>/", views.partnership, name="partnership"),
]
