"""Numbers as statistics in Chinese print them: 12,345.6 (GB/T 15835 allows groups of three)."""

THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
