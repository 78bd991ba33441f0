"""The blank form of a call, as a file."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from zhinan.kit.guards import allow

from .. import access
from ..editions.blank_form import blank_form
from ..models import Call

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@allow(access.read, Call, join=("questionnaire",))
def call_form(request, call):
    """All that an application to this call asks, as a DOCX for those who must work on paper first."""
    rules = call.rules()
    if rules is None:
        raise Http404(_("This call has no rules yet."))
    answer = HttpResponse(blank_form(call, rules), content_type=DOCX)
    answer["Content-Disposition"] = f'attachment; filename="{call.slug}.docx"'
    return answer
