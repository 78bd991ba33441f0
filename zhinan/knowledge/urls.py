"""Addresses of solutions, publications, collections and stories."""

from django.urls import path

from . import views

urlpatterns = [
    path("solutions/<slug:slug>/", views.solution, name="solution"),
    path("publications/<slug:slug>/", views.publication, name="publication"),
    path("collections/<slug:slug>/", views.collection, name="collection"),
    path("stories/<slug:slug>/", views.story, name="story"),
]
