"""What becomes of an award: agreement, instalments, match, reports that are due, and what was paid and came back.

The rules are those of the call; every payment, every contribution that was verified and every refund stands in the
ledger of the grant's project, and what was wrong is taken back there by an opposite posting.

    award:       begun -> active <-> suspended     active, suspended -> terminated     active, terminated -> closed
    agreement:   draft -> offered -> signed        draft, offered -> withdrawn
    instalment:  planned -> approved -> paid       planned, approved -> dropped
                    \\<----------/  \\<--- (payment taken back)
    report:      due -> sent -> accepted           sent -> returned -> sent            accepted -> sent (taken back)
    match:       pledged, then secured and delivered in steps, each verified by somebody else than who wrote it down
"""
