"""What the search engine knows of deliveries."""

from zhinan.kit.languages import texts, translated_names
from zhinan.network.documents import dated
from zhinan.programmes.documents import parties
from zhinan.search.models import Document

from .models import Delivery


def deliveries(rows):
    """Documents of the queryset `rows` of Delivery."""
    for one in rows.prefetch_related("parties__country", "items"):
        yield Document(
            id=f"deliveries.delivery:{one.pk}",
            kind="delivery",
            title=one.title,
            names=translated_names(one),
            body="\n".join((*texts(one, "purpose").values(), *(item.what for item in one.items.all()))),
            address=one.get_absolute_url(),
            audience=tuple(one.audience_tokens()),
            programmes=(str(one.programme_id),) if one.programme_id else (),
            **parties(one),
            **dated(one.delivered_on),
        )


DOCUMENTS = {Delivery: deliveries}
