"""What is told to whom: a line on the person's page, and a mail at once, once a day or once a week.

An action of any room above writes a notice in its own transaction; the worker alone sends mail.

    mail of a notice:   waiting ──> sent
                           └─ after several pauses ──> failed ── send again ──> waiting
                        none, for whom the page is enough
"""
