"""Everything that can be imported and exported as a spreadsheet, from all rooms."""

from zhinan.deliveries.resources import RESOURCES as DELIVERIES
from zhinan.events.resources import RESOURCES as EVENTS
from zhinan.knowledge.resources import RESOURCES as KNOWLEDGE
from zhinan.network.resources import RESOURCES as NETWORK
from zhinan.programmes.resources import RESOURCES as PROGRAMMES

RESOURCES = (*NETWORK, *EVENTS, *DELIVERIES, *PROGRAMMES, *KNOWLEDGE)
BY_KEY = {resource.key: resource for resource in RESOURCES}
