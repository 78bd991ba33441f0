"""Addresses of reports, figures, findings and statements, and of indicators and what is taken for them."""

from django.urls import path

from . import views

urlpatterns = [
    path("programmes/<slug:slug>/highlights/<int:year>/", views.highlights, name="highlights"),
    path("programmes/<slug:slug>/highlights/<int:year>/report.<str:suffix>", views.download, name="report_file"),
    path("programmes/<slug:slug>/highlights/<int:year>/findings/", views.findings, name="findings"),
    path("programmes/<slug:slug>/highlights/<int:year>/figures/<slug:key>/", views.figure, name="figure"),
    path("indicators/<int:pk>/", views.indicator, name="indicator"),
    path("indicators/<int:pk>/take/", views.take, name="take-measurement"),
    path("statements/<int:pk>/", views.statement, name="statement"),
    path("map/<slug:codes>.svg", views.world_map, name="world_map"),
]
