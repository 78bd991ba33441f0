"""What becomes of an award: agreement, instalments, match, and what was paid; one answer with its documents.

The rules are those of the call; every payment and every contribution that was verified stands in the ledger of the
grant's project, and what was wrong is taken back there by an opposite posting.

    award:       begun -> active <-> suspended              active, suspended -> terminated
    agreement:   draft -> offered -> signed                 draft, offered -> withdrawn
    instalment:  planned -> approved -> paid                planned, approved -> dropped
                    \\<----------/  \\<--- (payment taken back)
    match:       pledged, then secured and delivered in steps, each verified by somebody else than who wrote it down
"""
