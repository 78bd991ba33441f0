"""The portfolio as somebody who knows SQL and needs nothing else would ask for it: sums, groups, what is late."""

# A line for each award, its sums in its own currency; what match counts is what the rules of a call say, here all.
LINES = """
WITH money AS (
  SELECT award_id, SUM(CASE WHEN state = 'approved' THEN amount ELSE 0 END) AS approved,
         SUM(CASE WHEN state = 'paid' THEN amount ELSE 0 END) AS paid
    FROM awards_instalment GROUP BY award_id),
cash AS (
  SELECT a.id AS award_id,
         SUM(CASE WHEN p.stage <> 'spent' THEN 0 WHEN p.currency_id = a.currency_id THEN p.amount
                  ELSE p.amount * p.usd_rate / a.usd_rate END) AS spent,
         SUM(CASE WHEN p.stage <> 'returned' THEN 0 WHEN p.currency_id = a.currency_id THEN p.amount
                  ELSE p.amount * p.usd_rate / a.usd_rate END) AS returned
    FROM programmes_posting p JOIN grants_grant g ON g.project_id = p.project_id
    JOIN awards_award a ON a.grant_id = g.id
   WHERE NOT p.is_parallel AND p.kind = 'cash' AND p.stage IN ('spent', 'returned')
   GROUP BY a.id),
steps AS (
  SELECT m.id, m.award_id, m.amount * m.usd_rate AS pledged,
         m.usd_rate * COALESCE(SUM(CASE WHEN s.stage = 'secured' THEN s.amount END), 0) AS secured,
         m.usd_rate * COALESCE(SUM(CASE WHEN s.stage = 'disbursed' THEN s.amount END), 0) AS delivered
    FROM awards_match m
    LEFT JOIN awards_matchstep s ON s.match_id = m.id AND s.posting_id IS NOT NULL AND s.taken_back_id IS NULL
   GROUP BY m.id, m.award_id, m.amount, m.usd_rate),
given AS (
  SELECT award_id, SUM(pledged) AS pledged, SUM(delivered) AS delivered,
         SUM(CASE WHEN delivered > secured THEN delivered ELSE secured END) AS secured
    FROM steps GROUP BY award_id),
lines AS (
  SELECT a.id, a.grant_id, a.awarded_on, a.state, COALESCE(NULLIF(g.sector, ''), '-') AS sector,
         ROUND(a.amount * a.usd_rate, 2) AS awarded,
         ROUND(COALESCE(money.approved, 0) * a.usd_rate, 2) AS approved,
         ROUND(COALESCE(money.paid, 0) * a.usd_rate, 2) AS paid,
         CASE WHEN a.state IN ('terminated', 'closed') OR g.state NOT IN ('approved', 'active') THEN 0
              ELSE ROUND((a.amount - COALESCE(money.paid, 0)) * a.usd_rate, 2) END AS left_to_pay,
         ROUND(cash.spent * a.usd_rate, 2) AS spent, ROUND(cash.returned * a.usd_rate, 2) AS returned,
         ROUND(given.pledged, 2) AS pledged, ROUND(given.secured, 2) AS secured, ROUND(given.delivered, 2) AS delivered
    FROM awards_award a JOIN grants_grant g ON g.id = a.grant_id
    LEFT JOIN money ON money.award_id = a.id LEFT JOIN cash ON cash.award_id = a.id
    LEFT JOIN given ON given.award_id = a.id
   WHERE g.audience <> 'archive')
"""
ALL = ("awarded", "approved", "paid", "left_to_pay", "spent", "returned", "pledged", "secured", "delivered")
SUMS = f"{LINES} SELECT {', '.join(f'SUM({name})' for name in ALL)} FROM lines"
PAID = """
WITH money AS (SELECT award_id, SUM(amount) AS paid FROM awards_instalment WHERE state = 'paid' GROUP BY award_id),
lines AS (
  SELECT a.id, a.grant_id, a.awarded_on, a.state, COALESCE(NULLIF(g.sector, ''), '-') AS sector,
         ROUND(a.amount * a.usd_rate, 2) AS awarded, ROUND(COALESCE(money.paid, 0) * a.usd_rate, 2) AS paid,
         CASE WHEN a.state IN ('terminated', 'closed') OR g.state NOT IN ('approved', 'active') THEN 0
              ELSE ROUND((a.amount - COALESCE(money.paid, 0)) * a.usd_rate, 2) END AS left_to_pay
    FROM awards_award a JOIN grants_grant g ON g.id = a.grant_id LEFT JOIN money ON money.award_id = a.id
   WHERE g.audience <> 'archive')
"""
BESIDE = "('funding', 'donor', 'supporter', 'facilitator', 'endorsing', 'publisher', 'author', 'nominating')"
NAMED = f"""
  (SELECT DISTINCT p.grant_id, c.alpha3 FROM grants_grantparty p
     LEFT JOIN network_organisation o ON o.id = p.organisation_id
     JOIN codelists_country c ON c.id = COALESCE(p.country_id, o.country_id)
    WHERE p.role NOT IN {BESIDE}) AS named"""
SUMMED = "SUM(awarded), SUM(paid), SUM(left_to_pay)"
FIGURES = {
    "year": f"{PAID} SELECT SUBSTR(CAST(awarded_on AS VARCHAR), 1, 4), {SUMMED} FROM lines GROUP BY 1",
    "country": f"{PAID} SELECT COALESCE(named.alpha3, '-'), {SUMMED} FROM lines "
    f"LEFT JOIN {NAMED} ON named.grant_id = lines.grant_id GROUP BY 1",
    "sector": f"{PAID} SELECT sector, {SUMMED} FROM lines GROUP BY 1",
    "state": f"{PAID} SELECT state, {SUMMED} FROM lines GROUP BY 1",
}
RUNS = "JOIN awards_award a ON a.id = x.award_id AND a.state = 'active' JOIN grants_grant g ON g.id = a.grant_id"
STANDS = "g.audience <> 'archive' AND g.state IN ('approved', 'active')"
LATE = f"""
SELECT COUNT(*) FROM awards_duereport x {RUNS}
 WHERE x.state IN ('due', 'returned') AND x.due_on < %(today)s AND {STANDS}
UNION ALL
SELECT COUNT(*) FROM awards_instalment x {RUNS}
 WHERE x.state IN ('planned', 'approved') AND x.due_on < %(today)s AND {STANDS}
UNION ALL
SELECT COUNT(*) FROM awards_match x {RUNS} WHERE x.due_on < %(today)s AND {STANDS} AND x.amount > COALESCE(
  (SELECT ROUND(SUM(s.amount), 2) FROM awards_matchstep s WHERE s.match_id = x.id AND s.stage = 'disbursed'
      AND s.posting_id IS NOT NULL AND s.taken_back_id IS NULL), 0)
UNION ALL
SELECT COUNT(*) FROM awards_agreement x JOIN awards_award a ON a.id = x.award_id
  JOIN grants_grant g ON g.id = a.grant_id
 WHERE x.state = 'offered' AND x.offered_at < %(offered)s AND a.state NOT IN ('terminated', 'closed') AND {STANDS}"""
LIST = """
SELECT a.id, g.title, o.name, a.awarded_on, a.amount, c.code, a.state,
       (SELECT SUM(i.amount) FROM awards_instalment i WHERE i.award_id = a.id AND i.state = 'paid') AS paid
  FROM awards_award a JOIN grants_grant g ON g.id = a.grant_id JOIN network_organisation o ON o.id = a.payer_id
  JOIN codelists_currency c ON c.id = a.currency_id
 WHERE g.audience <> 'archive' ORDER BY a.awarded_on DESC, a.id LIMIT 25"""
