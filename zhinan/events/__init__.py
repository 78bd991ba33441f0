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

Its agenda are `Session`s; who came is an `Attendance` at the event, and a `Presence` in each session. A `Certificate`
keeps what it certified, under a number that everybody can look up.

For a course people are nominated. What is confidential about them is read by its course officers alone, and is deleted
on the day that the course sets.

    participant: nominated -> reviewed -> accepted -> arrived -> completed | partial
                              reviewed -> waiting -> accepted
                              reviewed, waiting -> declined
                 any before the end -> withdrawn
"""
