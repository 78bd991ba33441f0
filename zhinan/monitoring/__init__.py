"""What a grant brings forth, told and looked after: its reports, visits, findings and action points.

A report of an award (`awards.DueReport`) is written here section by section, frozen with its hash each time it is sent,
and returned with remarks at their places or accepted: then its numbers stand in `results`, its spending in the ledger.

    report:        to be written -> sent -> accepted      sent -> returned -> sent      accepted -> sent (taken back)
    action point:  open -> done -> closed                 done -> open (not enough)     open, done -> dropped
"""
