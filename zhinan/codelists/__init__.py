"""Reference data: what countries, goals, purposes and currencies are called and coded, and where that is from.

tables/*.csv --load_all--> rows; a code that is no longer in its table is withdrawn, stays readable, is never deleted

Area, Country, CountryStatus   M49 with names in six languages; LDC, LLDC and SIDS with their days
OutsideCode, MapOverride       what an installation decides: its edits are never overwritten
Goal, Target                   the Sustainable Development Goals
PurposeCode, OrganisationType  DAC CRS purposes, IATI kinds of organisations
Currency, ExchangeRate         ISO 4217, and dated rates to the US dollar
"""
