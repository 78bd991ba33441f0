"""Short makers for the tests of this room: a record of each noun that has a list."""

from zhinan.accounts.models import RoleName
from zhinan.accounts.tests.make import user
from zhinan.deliveries.tests.make import delivery
from zhinan.events.tests.make import event, person
from zhinan.grants.tests.make import call, grant
from zhinan.knowledge.tests.make import collection, publication, solution, story
from zhinan.network.tests.make import agreement, membership, network, organisation, partnership
from zhinan.outreach.tests.make import dissemination, engagement, visit
from zhinan.programmes.tests.make import fund, programme, project
from zhinan.questionnaires.tests.make import drafted
from zhinan.results.tests.make import framework


def office():
    """Somebody who keeps records for a programme."""
    return user("Secretariat", RoleName.SECRETARIAT, "programme:1")


def record_of(noun, word, audience="public"):
    """A record of `noun` that `audience` may see, and in which `word` stands; what it belongs to is public."""
    made = {
        "agreement": lambda: agreement(title=word, audience=audience),
        "call": lambda: call(title=word, audience=audience),
        "collection": lambda: collection(title=word, audience=audience),
        "delivery": lambda: delivery(title=word, audience=audience),
        "dissemination": lambda: dissemination(programme(), publication=publication(title=word), audience=audience),
        "engagement": lambda: engagement(programme(), audience=audience, subject=word, organisation=organisation()),
        "event": lambda: event(title=word, audience=audience),
        "framework": lambda: framework(title=word, audience=audience),
        "fund": lambda: fund(name=word, audience=audience),
        "grant": lambda: grant(title=word, audience=audience),
        "membership": lambda: membership(network(), organisation=organisation(name=word, audience=audience)),
        "network": lambda: network(name=word, audience=audience),
        "organisation": lambda: organisation(name=word, audience=audience),
        "partnership": lambda: partnership(title=word, audience=audience),
        "person": lambda: person(name=word, audience=audience),
        "programme": lambda: programme(name=word, audience=audience),
        "project": lambda: project(title=word, audience=audience),
        "publication": lambda: publication(title=word, audience=audience),
        "questionnaire": lambda: drafted(title=word, audience=audience),
        "solution": lambda: solution(title=word, audience=audience),
        "story": lambda: story(title=word, audience=audience),
        "visit": lambda: visit(programme(), audience=audience, subject=word),
    }
    return made[noun]()
