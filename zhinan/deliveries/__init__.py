"""Goods and funds that went from donors to recipients, consignment by consignment.

A campaign holds consignments together and is never counted itself.
"""
