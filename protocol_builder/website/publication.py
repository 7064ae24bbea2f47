"""What of a report may be on a site: for the public nothing internal, and for nobody the words of a withheld text.

`pages` passes every report through here, and makes everything else of what is returned: pages, data, and documents.
"""

from dataclasses import replace

from ..checking.check import Report
from ..checking.private_texts import WITHHELD
from ..diagnostic import Diagnostic
from ..protocol import contacts


def publishable(report: Report, *, for_staff: bool = False) -> Report:
    """Return the report without what must not be on the site; the same object if there is nothing."""
    data = report.data if for_staff else contacts.without_internal(report.data)
    diagnostics = tuple(map(_without_words, report.diagnostics))
    if data is report.data and diagnostics == report.diagnostics:
        return report
    return replace(report, data=data, diagnostics=diagnostics)


def _without_words(finding: Diagnostic) -> Diagnostic:
    """Return a finding without words of the file that nobody may read on a site."""
    if finding.id in WITHHELD:
        return replace(
            finding, remedy="delete the words; if they are not about a person, list them under checked_texts", words=""
        )
    if finding.id == "shape-value" and set(contacts.KEYS).intersection(map(str, finding.path)):
        return replace(finding, remedy="write the office’s number with its area code, or its email address", words="")
    return finding
