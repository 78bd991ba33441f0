"""Columns of the lists of every noun: one declaration for the page and its downloads."""

from zhinan.deliveries.models import Delivery
from zhinan.events.models import Event
from zhinan.grants.models import Call, Grant
from zhinan.knowledge.models import Collection, Publication, Solution, Story
from zhinan.network.models import Agreement, Membership, Network, Organisation, Partnership, Person
from zhinan.outreach.models import Dissemination, Engagement, Visit
from zhinan.programmes.models import Fund, Programme, Project
from zhinan.questionnaires.models import Questionnaire
from zhinan.results.models import Framework

from . import knowledge, network, work

TABLES = {
    Organisation: network.Organisations,
    Person: network.People,
    Membership: network.Memberships,
    Agreement: network.Agreements,
    Partnership: network.Partnerships,
    Network: network.Networks,
    Programme: work.Programmes,
    Fund: work.Funds,
    Project: work.Projects,
    Call: work.Calls,
    Grant: work.Grants,
    Event: work.Events,
    Questionnaire: work.Questionnaires,
    Framework: work.Frameworks,
    Delivery: work.Deliveries,
    Engagement: work.Engagements,
    Visit: work.Visits,
    Solution: knowledge.Solutions,
    Publication: knowledge.Publications,
    Dissemination: knowledge.Disseminations,
    Collection: knowledge.Collections,
    Story: knowledge.Stories,
}
