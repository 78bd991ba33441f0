"""Addresses of questionnaires, of rounds, and of those who answer."""

from django.urls import path

from zhinan.accounts.actions import restore
from zhinan.accounts.views import verbs
from zhinan.accounts.views.editing import archiving, editing, restoring, routes, undoing
from zhinan.files.urls import routes as files_of

from . import access, actions, forms, views
from .models import Response, Round, Version

urlpatterns = [
    *routes("questionnaires", forms.QuestionnaireForm, add=access.keep_records, edit=access.build, save=actions.create),
    *verbs.routes("rounds", Round, views.VERBS),
    path("rounds/<slug:slug>/edit/", editing(forms.RoundForm, access.run), name="edit-round"),
    path("rounds/<slug:slug>/copy/", views.copy_round, name="copy-round"),
    path("rounds/<slug:slug>/archive/", archiving(Round, access.run), name="archive-round"),
    path("rounds/<slug:slug>/restore/", restoring(Round, access.run, restore), name="restore-round"),
    path("rounds/<slug:slug>/undo/<int:entry>/", undoing(Round, access.run), name="undo-round"),
    *files_of("response", Response, edit=access.nobody, at="responses/<int:pk>/"),
    path("questionnaires/import/", views.import_form, name="import-questionnaire"),
    path("questionnaires/<slug:slug>/", views.questionnaire, name="questionnaire"),
    path("questionnaires/<slug:slug>/publish/", views.publish, name="publish-questionnaire"),
    path("questionnaires/<slug:slug>/next/", views.next_version, name="next-version"),
    path("questionnaires/<slug:slug>/discard/", views.discard, name="discard-version"),
    path("questionnaires/<slug:slug>/versions/<int:number>/", views.version, name="questionnaire-version"),
    path("questionnaires/<slug:slug>/versions/<int:number>/xlsform/", views.export_form, name="export-questionnaire"),
    path("questionnaires/<slug:slug>/build/", views.build, name="build-questionnaire"),
    path("questionnaires/<slug:slug>/build/languages/", views.languages, name="build-languages"),
    path("questionnaires/<slug:slug>/build/arrange/", views.arrange, name="arrange-questions"),
    path("questionnaires/<slug:slug>/build/section/", views.add_section, name="add-section"),
    path("questionnaires/<slug:slug>/build/section/<str:key>/", views.edit_section, name="edit-section"),
    path("questionnaires/<slug:slug>/build/section/<str:key>/question/", views.add_question, name="add-question"),
    path("questionnaires/<slug:slug>/build/question/<str:key>/", views.edit_question, name="edit-question"),
    path("questionnaires/<slug:slug>/rounds/add/", views.add_round, name="add-round-of"),
    path("versions/<int:pk>/undo/<int:entry>/", undoing(Version, access.build_version), name="undo-version"),
    path("rounds/<slug:slug>/", views.round, name="round"),
    path("rounds/<slug:slug>/people/", views.people, name="round-people"),
    path("rounds/<slug:slug>/results/", views.results, name="round-results"),
    path("rounds/<slug:slug>/texts/<str:question>/", views.texts, name="round-texts"),
    path("rounds/<slug:slug>/texts/<str:question>/tags/", views.tag_text, name="tag-text"),
    path("rounds/<slug:slug>/remind/", views.remind, name="remind-round"),
    path("asked/<int:pk>/aside/", views.ask_no_more, name="ask-no-more"),
    path("responses/<int:pk>/", views.response, name="response"),
    path("answer/mine/<str:word>/", views.mine, name="answer-mine"),
    path("answer/mine/<str:word>/<str:section>/", views.mine, name="answer-mine"),
    path("answer/writing/<str:word>/", views.writing, name="answer-writing"),
    path("answer/writing/<str:word>/<str:section>/", views.writing, name="answer-writing"),
    path("answer/<str:token>/", views.answer, name="answer"),
    path("answer/<str:token>/thanks/", views.thanks, name="answer-thanks"),
    path("answer/<str:token>/<str:word>/", views.sealed, name="answer-sealed"),
]
