"""The questions of the catalogue, as somebody who knows SQL and needs nothing else would ask them.

Each statement gives rows of a count, of (value, n), or of (share, value, n) where the figure has parts.
"""

GRANTS = """
  FROM grants_grant g JOIN programmes_project j ON j.id = g.project_id
 WHERE j.programme_id = %(programme)s AND g.audience = 'public'
   AND g.state IN ('approved', 'active', 'closed', 'unknown')"""
APPROVED = f"{GRANTS} AND g.approved_earliest >= %(start)s AND g.approved_latest <= %(end)s"
BENEFICIARIES = f"""
SELECT DISTINCT p.country_id FROM grants_grantparty p
 WHERE p.role = 'beneficiary' AND p.country_id <> %(provider)s AND p.grant_id IN (SELECT g.id {APPROVED})"""


def held(parts):
    """The events in which the programme had one of `parts`, each once."""
    return f"""
SELECT e.id, e.mode FROM events_event e
 WHERE e.audience = 'public' AND e.state = 'held' AND e.kind <> 'series'
   AND e.starts_earliest >= %(start)s AND e.starts_latest <= %(end)s
   AND EXISTS (SELECT 1 FROM events_involvement i
                WHERE i.event_id = e.id AND i.programme_id = %(programme)s AND i.part IN ({parts}))"""


OURS, ATTENDED = held("'organised', 'supported'"), held("'attended'")
ATTENDANCES = f"""
WITH ours AS ({OURS}),
listed AS (SELECT event_id, COUNT(*) AS people FROM events_attendance
            WHERE event_id IN (SELECT id FROM ours) GROUP BY event_id),
printed AS (SELECT event_id, SUM(value) AS people FROM events_headcount
             WHERE counts_attendance AND event_id IN (SELECT id FROM ours) GROUP BY event_id)
SELECT ours.mode, SUM(COALESCE(listed.people, printed.people)), COUNT(*)
  FROM ours LEFT JOIN listed ON listed.event_id = ours.id LEFT JOIN printed ON printed.event_id = ours.id
 WHERE listed.people IS NOT NULL OR printed.people IS NOT NULL
 GROUP BY ours.mode"""
# Written as a join, SQLite takes a thousand times as long: it walks through everybody who may be seen.
PEOPLE = f"""
WITH ours AS ({OURS})
SELECT COUNT(DISTINCT person_id) FROM events_attendance
 WHERE event_id IN (SELECT id FROM ours)
   AND person_id NOT IN (SELECT id FROM network_person WHERE audience <> 'public')"""
FUNDING = """
SELECT p.kind, SUM(p.amount * p.usd_rate), COUNT(*)
  FROM programmes_posting p JOIN programmes_project j ON j.id = p.project_id
  JOIN network_organisation o ON o.id = p.contributor_id
 WHERE j.audience = 'public' AND o.audience = 'public' AND j.programme_id = %(programme)s
   AND p.is_parallel AND p.stage = 'secured' AND p."on" BETWEEN %(start)s AND %(end)s
 GROUP BY p.kind"""
AGENCIES = """
SELECT CASE WHEN g.stage = 'preparatory' THEN 'apart' WHEN o.is_united_nations THEN 'un' ELSE 'other' END AS share,
       COUNT(DISTINCT o.id), COUNT(DISTINCT o.id)
  FROM outreach_engagement g JOIN network_organisation o ON o.id = g.organisation_id
 WHERE g.audience = 'public' AND o.audience = 'public' AND g.programme_id = %(programme)s
   AND g.happened_earliest >= %(start)s AND g.happened_latest <= %(end)s
 GROUP BY share"""
MEMBERS = """
SELECT COUNT(*) FROM network_membership m
  JOIN network_network w ON w.id = m.network_id JOIN network_organisation o ON o.id = m.organisation_id
 WHERE w.audience = 'public' AND o.audience = 'public'
   AND m.network_id IN (SELECT network_id FROM programmes_programme_networks WHERE programme_id = %(programme)s)"""
DONATIONS = """
SELECT d.id FROM deliveries_delivery d
 WHERE d.audience = 'public' AND d.programme_id = %(programme)s AND d.kind = 'donation'
   AND d.delivered_earliest >= %(start)s AND d.delivered_latest <= %(end)s"""


def count(rows):
    """The number of `rows`, which is a statement from its FROM on."""
    return f"SELECT COUNT(*) {rows}"


STATEMENTS = {
    "countries_reached": count(f"FROM ({BENEFICIARIES}) AS reached"),
    "regions_reached": f"""SELECT COUNT(DISTINCT sub_region_id)
        FROM codelists_country WHERE id IN ({BENEFICIARIES})""",
    "grants_approved": count(APPROVED),
    "grants_to_date": count(f"{GRANTS} AND (g.approved_latest IS NULL OR g.approved_latest <= %(as_of)s)"),
    "parallel_funding": FUNDING,
    "online_events": count(f"FROM ({OURS} AND e.mode = 'online') AS held"),
    "offline_events": count(f"FROM ({OURS} AND e.mode IN ('in_person', 'hybrid')) AS held"),
    "interagency_events": count(f"FROM ({ATTENDED}) AS held"),
    "attendances": ATTENDANCES,
    "people_reached": PEOPLE,
    "agencies_engaged": AGENCIES,
    "members_joined": f"{MEMBERS} AND m.joined_earliest >= %(start)s AND m.joined_latest <= %(end)s",
    "members_total": f"""{MEMBERS} AND (m.joined_earliest IS NULL OR m.joined_earliest <= %(as_of)s)
        AND (m.left_latest IS NULL OR m.left_latest > %(as_of)s)""",
    "partnerships_established": count(
        """FROM network_partnership p WHERE p.audience = 'public'
        AND p.established_earliest >= %(start)s AND p.established_latest <= %(end)s AND p.network_id IN
            (SELECT network_id FROM programmes_programme_networks WHERE programme_id = %(programme)s)"""
    ),
    "product_copies": """SELECT SUM(copies), COUNT(*) FROM outreach_dissemination d
        JOIN knowledge_publication p ON p.id = d.publication_id LEFT JOIN events_event e ON e.id = d.event_id
        WHERE d.audience = 'public' AND p.audience = 'public' AND (e.id IS NULL OR e.audience = 'public')
        AND d.programme_id = %(programme)s AND d.happened_earliest >= %(start)s AND d.happened_latest <= %(end)s""",
    "reports_developed": count(
        """FROM knowledge_publication WHERE audience = 'public'
        AND programme_id = %(programme)s AND kind IN ('report', 'questions')
        AND released_earliest >= %(start)s AND released_latest <= %(end)s"""
    ),
    "good_practices_documented": count(
        """FROM knowledge_collectionitem i JOIN knowledge_collection c ON c.id = i.collection_id
        LEFT JOIN knowledge_solution s ON s.id = i.solution_id WHERE i.audience = 'public'
        AND c.audience = 'public' AND (s.id IS NULL OR s.audience = 'public') AND c.programme_id = %(programme)s
        AND i.documented_earliest >= %(start)s AND i.documented_latest <= %(end)s"""
    ),
    "donation_value": f"""SELECT SUM(value), COUNT(*) FROM deliveries_item
        WHERE value IS NOT NULL AND delivery_id IN ({DONATIONS})""",
    "donation_countries": f"""SELECT COUNT(DISTINCT country_id)
        FROM deliveries_deliveryparty WHERE role = 'recipient' AND delivery_id IN ({DONATIONS})""",
}
# A list in a closed vocabulary that somebody may ask for and nobody can answer yet has no statement.
UNANSWERED = {"webinar_satisfaction"}
APART = "apart"
