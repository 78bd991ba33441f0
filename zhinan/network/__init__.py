"""Organisations and people, the networks that they form, what they have agreed.

An organisation stands here once, under its name, with its other names and identifiers. A membership has the dates of
joining and leaving as precisely as they are known, so that members can be counted as of any day.

    applied ──> member <──> suspended ──> left     also from member to left; a mistaken day of leaving is taken back
       └──> declined, withdrawn                    after which it may apply again
"""
