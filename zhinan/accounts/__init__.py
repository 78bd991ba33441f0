"""People who sign in, their roles with a scope, and the invitations that bring them here.

A role is a word (secretariat, reviewer ...) in a scope ("programme:7", "call:3"; empty is the site) from one day to
another. What a person may see is decided by audience tokens: every record carries one, every person holds some.

    administrator (site)                    focal_point (organisation)
    secretariat, finance, evaluator (programme)    participant (event)
    reviewer, committee (call)              expert (self)

Who looks after a scope invites into it: administrators everywhere, secretariats and focal points where they are.

    invitation:   waiting ──> accepted
                     ├─ in 14 days ──> expired ── send again ──> waiting
                     └──> withdrawn
"""
