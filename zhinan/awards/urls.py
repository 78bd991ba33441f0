"""Addresses of awards."""

from django.urls import path

from zhinan.files.urls import routes as files_of

from . import access, views
from .models import Award

ONE = "awards/<int:pk>/"

urlpatterns = [
    path("grants/<slug:slug>/award/", views.begin_award, name="begin-award"),
    *files_of("award", Award, edit=access.change_files, at=ONE, read=access.look),
    path("awards/", views.award_list, name="awards"),
    path("awards/figures/", views.award_figures, name="award-figures"),
    path("awards/overdue/", views.overdue, name="overdue"),
    path("awards/cash/", views.cash, name="cash"),
    path("awards/ledger.<slug:kind>", views.portfolio_ledger, name="portfolio-ledger"),
    path(f"{ONE}ledger/", views.award_ledger, name="award-ledger"),
    path(f"{ONE}ledger.<slug:kind>", views.award_ledger_file, name="award-ledger-file"),
    path(f"{ONE}conditions/", views.meet_conditions, name="meet-conditions"),
    path(f"{ONE}documents/<slug:clause>/", views.draft_document, name="draft-document"),
    path(f"{ONE}instalments/add/", views.add_instalment, name="add-instalment"),
    path(f"{ONE}match/add/", views.add_match, name="add-match"),
    path("agreements-of-awards/<int:pk>/paper.pdf", views.agreement_paper, name="agreement-paper"),
    path("agreements-of-awards/<int:pk>/offer/", views.offer_agreement, name="offer-agreement"),
    path("agreements-of-awards/<int:pk>/sign/", views.sign_agreement, name="sign-agreement"),
    path("agreements-of-awards/<int:pk>/withdraw/", views.withdraw_agreement, name="withdraw-agreement"),
    path("instalments/<int:pk>/amount/", views.set_instalment, name="set-instalment"),
    path("instalments/<int:pk>/drop/", views.drop_instalment, name="drop-instalment"),
    path("instalments/<int:pk>/approve/", views.approve_instalment, name="approve-instalment"),
    path("instalments/<int:pk>/unapprove/", views.unapprove_instalment, name="unapprove-instalment"),
    path("instalments/<int:pk>/pay/", views.pay_instalment, name="pay-instalment"),
    path("payments/<int:pk>/take-back/", views.take_back_payment, name="take-back-payment"),
    path("match/<int:pk>/organisation/", views.name_match, name="name-match"),
    path("match/<int:pk>/tell/", views.tell_match, name="tell-match"),
    path("match-steps/<int:pk>/verify/", views.verify_step, name="verify-step"),
    path("match-steps/<int:pk>/take-back/", views.take_back_step, name="take-back-step"),
]
