"""The redline of two revisions of a county file: the new agreement with tracked changes, each with what it comes from."""

from ..agreement.agreement import agreement
from ..writers.word.redline import Redline
from ..writers.word.redline import redline as write_redline
from .causes import Causes, report_as_named
from .comparison import Comparison


def redline(comparison: Comparison) -> Redline:
    """Return the redline of a comparison as a Word document.

    Raises NoClausesError for a kind of instrument that has no clauses, TemplateError, ClauseError.
    """
    old, new = (agreement(report_as_named(side)) for side in (comparison.old, comparison.new))
    return write_redline(old, new, Causes(comparison, new.revision).comment)
