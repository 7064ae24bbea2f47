"""Whether the stages of a child's team call a department that the law puts on it, if they name agencies.

JSON Schema sees the functions under a stage's members. Which functions the agencies have that it names is in another part
of the file, which only this module looks at.
"""

from typing import Any

from ..protocol.county_data import functions_called, stages


def no_stage_calls(function: str, view: dict[str, Any]) -> bool:
    """Return whether no stage of the MDT calls a department (WIC 16524.7(d)(2)(B)), though every stage says whom it calls.

    A stage that calls everyone on the team, or names someone who could not be read, may call it.
    """
    called = [functions_called(view, stage) for _, stage, _ in stages(view)]
    # Child welfare is mostly a part of human services, and county files name either.
    counted = {function, "human_services"} if function == "child_welfare" else {function}
    return bool(called) and all(functions is not None and functions.isdisjoint(counted) for functions in called)
