"""Results frameworks: what a programme or a project means to bring about, how that is measured, and what came of it.

A framework is an outline of results (impact, outcome, output, activity); a result has indicators, an indicator has a
baseline, targets for periods, and measurements. A measurement is only ever added: a correction replaces an earlier one,
which stays readable, and one that should not stand here is withdrawn with a reason. An indicator of a project may count
towards one of its programme: what all of them come to is put together where it may be, and says why where it may not.

    measurement: current -> replaced | withdrawn
"""
