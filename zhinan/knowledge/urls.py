"""Addresses of solutions, publications, collections and stories."""

from django.urls import path

from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Collection, CollectionItem, Publication, Solution, Story

urlpatterns = [
    *routes("solutions", forms.SolutionForm, add=access.keep_records, edit=access.edit),
    *routes("publications", forms.PublicationForm, add=access.keep_records, edit=access.edit),
    *routes("collections", forms.CollectionForm, add=access.keep_records, edit=access.edit),
    *routes("good-practices", forms.CollectionItemForm, add=access.keep_records, edit=access.edit_item),
    *routes("stories", forms.StoryForm, add=access.keep_records, edit=access.edit),
    *files_of("solution", Solution, edit=access.edit),
    *files_of("publication", Publication, edit=access.edit),
    *files_of("collection", Collection, edit=access.edit),
    *files_of("collectionitem", CollectionItem, edit=access.edit_item, at="good-practices/<int:pk>/"),
    *files_of("story", Story, edit=access.edit, at="stories/<slug:slug>/"),
    path("solutions/<slug:slug>/", views.solution, name="solution"),
    path("solutions/<slug:slug>/poster/", views.poster, name="poster"),
    path("publications/<slug:slug>/", views.publication, name="publication"),
    path("collections/<slug:slug>/", views.collection, name="collection"),
    path("collections/<slug:slug>/posters/", views.posters, name="posters"),
    path("good-practices/<int:pk>/", views.good_practice, name="collectionitem"),
    path("stories/<slug:slug>/", views.story, name="story"),
]
