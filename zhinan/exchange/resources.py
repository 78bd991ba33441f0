"""Everything that can be imported and exported as a spreadsheet, from all rooms."""

from zhinan.codelists.rules import country_names
from zhinan.deliveries.resources import RESOURCES as DELIVERIES
from zhinan.events.resources import RESOURCES as EVENTS
from zhinan.knowledge.resources import RESOURCES as KNOWLEDGE
from zhinan.knowledge.resources import target_finder
from zhinan.network.resources import RESOURCES as NETWORK
from zhinan.network.resources import goal_finder, type_finder
from zhinan.programmes.resources import RESOURCES as PROGRAMMES
from zhinan.programmes.resources import currency_finder

RESOURCES = (*NETWORK, *EVENTS, *DELIVERIES, *PROGRAMMES, *KNOWLEDGE)
CLOSED = {  # by the finder of a column: lists to which no spreadsheet adds, so that their words can be offered
    "country": country_names,
    "countries": country_names,
    "currency": currency_finder,
    "goals": goal_finder,
    "targets": target_finder,
    "types": type_finder,
}
BY_KEY = {resource.key: resource for resource in RESOURCES}
