"""Pages on which finance writes down what came back of money that was not spent."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from zhinan.awards import actions as awards
from zhinan.awards.access import award_of
from zhinan.awards.forms import RefundForm, TakenBackForm
from zhinan.awards.models import Award, Refund
from zhinan.awards.views.asking import TO_AWARD, TO_PROGRAMME, asking, with_file

from .. import access


def home(thing):
    """The address of the closure of the award of `thing`."""
    return reverse("award-closure", args=[award_of(thing).pk])


def returned(award, answers, user):
    """Write a refund down, with the bank's advice where there is one."""
    awards.refund(award, with_file(award, answers, "advice", user), by=user, today=timezone.localdate())


add_refund = asking(
    access.refund, Award, RefundForm, gettext_lazy("Write down what came back"), returned, TO_PROGRAMME, home
)  # fmt: skip
take_back_refund = asking(
    access.take_back, Refund, TakenBackForm, gettext_lazy("Take the refund back"),
    lambda refund, answers, user: awards.take_back_refund(refund, by=user, today=timezone.localdate(), **answers),
    TO_AWARD, home,
)  # fmt: skip
