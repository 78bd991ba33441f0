"""Addresses of reports, visits, findings and action points."""

from django.urls import path

from . import views

REPORT = "reports-of-awards/<int:pk>/"
POINT = "action-points/<int:pk>/"

urlpatterns = [
    path(REPORT, views.due_report, name="due-report"),
    path(f"{REPORT}write/<slug:key>/", views.report_section, name="report-section"),
    path(f"{REPORT}versions/<int:number>/", views.report_version, name="report-version"),
    path(f"{REPORT}versions/<int:number>/report.pdf", views.report_pdf, name="report-pdf"),
    path(f"{REPORT}send/", views.send_report, name="send-report"),
    path(f"{REPORT}return/", views.return_report, name="return-report"),
    path(f"{REPORT}accept/", views.accept_report, name="accept-report"),
    path(f"{REPORT}open/", views.open_report_again, name="open-report"),
    path(f"{REPORT}due/", views.set_due, name="set-due"),
    path(f"{REPORT}sheet.xlsx", views.report_sheet, name="report-sheet"),
    path(f"{REPORT}sheet/", views.take_sheet, name="take-sheet"),
    path(f"{REPORT}sheet/<int:number>/", views.sheet_preview, name="sheet-preview"),
    path(f"{REPORT}sheet/<int:number>/drop/", views.drop_sheet, name="drop-sheet"),
    path("awards/<int:pk>/findings/", views.award_findings, name="award-findings"),
    path("awards/<int:pk>/visits/add/", views.add_visit, name="add-visit"),
    path("awards/<int:pk>/findings/add/", views.add_finding, name="add-finding"),
    path("findings-of-awards/<int:pk>/points/add/", views.add_point, name="add-point"),
    path(f"{POINT}done/", views.do_point, name="do-point"),
    path(f"{POINT}close/", views.close_point, name="close-point"),
    path(f"{POINT}open/", views.open_point_again, name="open-point"),
    path(f"{POINT}drop/", views.drop_point, name="drop-point"),
]
