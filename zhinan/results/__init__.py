"""Results frameworks: what a programme or a project means to bring about, how that is measured, and what came of it.

A framework is an outline of results (impact, outcome, output, activity); a result has indicators, an indicator has a
baseline, targets for periods, and measurements. A measurement is only ever added: a correction replaces an earlier one,
which stays readable, and one that should not stand here is withdrawn with a reason.

    measurement: current -> replaced | withdrawn
"""
