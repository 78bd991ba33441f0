"""The two worlds that Zhinan can be tried in.

record    what five published documents say, nothing invented; each record names its source
practice  small and invented, for what the record cannot fill
"""
