"""What the search engine knows, over all rooms: for each noun the function that turns rows into documents."""

from zhinan.deliveries.documents import DOCUMENTS as DELIVERIES
from zhinan.events.documents import DOCUMENTS as EVENTS
from zhinan.grants.documents import DOCUMENTS as GRANTS
from zhinan.knowledge.documents import DOCUMENTS as KNOWLEDGE
from zhinan.network.documents import DOCUMENTS as NETWORK
from zhinan.outreach.documents import DOCUMENTS as OUTREACH
from zhinan.programmes.documents import DOCUMENTS as PROGRAMMES
from zhinan.questionnaires.documents import DOCUMENTS as QUESTIONNAIRES
from zhinan.results.documents import DOCUMENTS as RESULTS

DOCUMENTS = {
    **NETWORK,
    **PROGRAMMES,
    **KNOWLEDGE,
    **GRANTS,
    **EVENTS,
    **DELIVERIES,
    **OUTREACH,
    **QUESTIONNAIRES,
    **RESULTS,
}
BY_LABEL = {model._meta.label_lower: model for model in DOCUMENTS}
KINDS = {model._meta.model_name: model for model in DOCUMENTS}


def every_document():
    """All documents of the installation, room by room."""
    for model, documents in DOCUMENTS.items():
        yield from documents(model._default_manager.order_by("pk"))


def how_many():
    """How many documents there are to be: one count a noun."""
    return sum(model._default_manager.count() for model in DOCUMENTS)
