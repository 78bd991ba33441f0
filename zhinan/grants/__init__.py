"""Small grants: from the call to the award, and what was approved, for whom, and what it is to bring forth.

A call carries its rules in versions; an application keeps the ones that it was submitted under, and every version of
itself as it stood. Who is bound to an application (`models.conflicts`, or by their own word) meets no trace of it.

    call:         draft -> open <-> closed -> decided          \\-> cancelled
    application:  draft -> submitted -> eligible -> appraisal -> committee -> awarded | declined
                    |          |\\-> not eligible                    |
                    |          \\----> returned for revision <-------/        -> withdrawn from every state before
    review:       asked -> writing -> sent                     \\-> given back
    meeting:      planned <-> held
    grant:        proposed -> approved -> active -> closed     \\-> cancelled
"""
