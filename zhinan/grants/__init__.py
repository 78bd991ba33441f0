"""Small grants: what was approved, for whom, and what it is to bring forth.

proposed -> approved -> active -> closed
               \\-> cancelled
"""
