"""A number that is for staff only is not in a text that everyone reads."""

from .rule import Rule, found_before

RULE = Rule(
    id="internal-number-in-a-text",
    severity="error",
    title="A text has a number that is for staff only",
    description=(
        "A telephone number or an email address that one place of the file says is internal is also in a text, and texts "
        "are printed in the agreement and on the site. Until it is deleted there, no document or page shows the text."
    ),
    bad="""\
county: Example County
agencies:
  youth_services:
    name: Example Youth Services
    kind: nonprofit
    functions: [service_provider]
    phone: {number: 555-555-0199, internal: true}
narrative:
  - heading: A bed tonight
    text: Call Example Youth Services at 555-555-0199.""",
    good="""\
county: Example County
agencies:
  youth_services:
    name: Example Youth Services
    kind: nonprofit
    functions: [service_provider]
    phone: {number: 555-555-0199, internal: true}
narrative:
  - heading: A bed tonight
    text: Call Example Youth Services. Its number is on the sheets for staff.""",
    check=found_before("internal-number-in-a-text"),
)
