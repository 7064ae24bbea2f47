"""A small county file, complete but for the agency that it is filled in with."""

TEXT = """\
county: Inyo
csec_program: {elects_funds: false}
instrument: {kind: task_force_mou}
agencies:
  probation: {name: Probation, kind: county_department, functions: [probation]}
mdt: {kind: dedicated, seats: {probation: {agency: "%s"}}}
"""
