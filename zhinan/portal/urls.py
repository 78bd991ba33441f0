"""Addresses of the composite pages."""

from django.urls import path

from .views import pages, search, sources

urlpatterns = [
    path("", pages.home, name="home"),
    path("think-tank/", pages.pillar, {"pillar": "think-tank"}, name="think-tank"),
    path("do-tank/", pages.pillar, {"pillar": "do-tank"}, name="do-tank"),
    path("hub/", pages.pillar, {"pillar": "hub"}, name="hub"),
    path("organisations/<slug:slug>/", pages.organisation, name="organisation"),
    path("programmes/<slug:slug>/", pages.programme, name="programme"),
    path("countries/<slug:code>/", pages.country, name="country"),
    path("areas/<slug:m49>/", pages.area, name="area"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:key>/statements/", sources.statements, name="source_statements"),
    path("desk/", pages.desk, name="desk"),
    path("search/", search.search, name="search"),
]
