"""Addresses of programmes' forms, funds, projects, the ledger and exchange rates; a programme's page is in `portal`."""

from django.urls import path

from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import routes
from zhinan.files.urls import routes as files_of

from . import access, forms, views
from .models import Fund, Posting, Programme, Project

urlpatterns = [
    *routes("programmes", forms.ProgrammeForm, add=access.keep_records, edit=access.edit_programme),
    *routes("funds", forms.FundForm, add=access.keep_records, edit=access.edit_fund),
    *routes("projects", forms.ProjectForm, add=access.keep_records, edit=access.edit_project),
    *files_of("programme", Programme, edit=access.edit_programme),
    *files_of("fund", Fund, edit=access.edit_fund),
    *files_of("project", Project, edit=access.edit_project),
    path("funds/<slug:slug>/", views.fund, name="fund"),
    path("projects/<slug:slug>/", views.project, name="project"),
    path("projects/<slug:slug>/ledger.<slug:kind>", views.ledger, name="ledger"),
    path("projects/<slug:slug>/ledger/add/", views.post, name="post"),
    *verbs.routes("postings", Posting, views.VERBS),
    path("rates/", views.rates, name="rates"),
    path("rates/add/", views.add_rate, name="add-rate"),
    path("rates/import/", views.import_rates, name="import-rates"),
    path("rates/<int:pk>/drop/", views.drop_rate, name="drop-rate"),
]
