"""Webinars, forums, meetings, workshops, exhibitions, seminars and trainings, and who was there.

A whole and its parts are events of their own; a series only holds them together and is never counted. A programme
organises or supports an event, or merely attends it.

    planned -> held
       \\-> postponed -> planned
       \\-> cancelled -> planned

People register on the terms of an `Admission`; their page and ticket stand at an address that only their mail knows.

    registration: pending -> registered -> cancelled
                  pending -> waiting -> registered
                  pending, waiting -> declined
"""
