"""The rules: what must hold in a county file and no statute says, one file each, in one order.

Every id that `check` prints is that of a requirement (`law`) or of a rule here. A rule that looks at the file itself is
in `_CHECKS`, which is the order of the findings at the same place. A rule that only explains what was found while the
file was read is imported when its finding, or an explanation, is wanted: `check` runs in editors and hooks.
"""

from collections.abc import Iterator
from importlib import import_module

from ...diagnostic import Diagnostic
from . import (
    adopted_before_developed,
    adoption_in_doubt,
    age_limit_without_law,
    agency_not_described,
    ages_against_nonminor_dependents,
    amendment_before_an_earlier_one,
    amendment_number_twice,
    another_county_in_a_name,
    body_may_not_meet,
    chair_is_not_the_lead,
    changed_since_signed,
    clause_of_a_duty_left_out,
    clause_of_a_duty_says_nothing,
    clause_of_another_instrument,
    clause_time_longer_than_the_law,
    clause_words_twice,
    combined_agency_without_titles,
    comment_in_a_text,
    committee_or_team,
    committee_seats_misplaced,
    court_on_childs_team,
    curly_quotes,
    date_impossible,
    day_in_the_future,
    declined_without_recommendation,
    developed_before_the_law,
    developed_in_the_future,
    division_without_function,
    federal_official_on_team,
    functions_of_separate_agencies,
    guidance_left_aside,
    in_force_but_incomplete,
    key_of_another_instrument,
    kind_may_be_the_protocol,
    law_not_on_record,
    name_of_a_person,
    no_longer_in_force,
    no_signature_of_the_county,
    not_yet_in_force,
    number_for_examples,
    number_in_a_title,
    one_department_several_counties,
    one_title_several_seats,
    participation_ended,
    participation_without_election,
    plan_years_old,
    remote_meeting_without_remote_sharing,
    report_may_be_late,
    review_due_soon,
    review_overdue,
    reviewed_before_developed,
    search_not_dated,
    seat_without_function,
    sharing_basis_of_another_team,
    signature_missing,
    signature_of_another_entity,
    signature_of_another_revision,
    signature_of_no_signer,
    source_not_described,
    stage_leaves_out_a_department,
    stage_member_not_on_team,
    stale_citations,
    term_ends_before_it_begins,
    term_ends_soon,
    term_expired,
    term_without_review,
    text_may_say_no,
    text_still_open,
    title_of_another_office,
    tribal_court_as_court,
    youngest_above_oldest,
)
from .rule import Check as Check
from .rule import CheckedFile as CheckedFile
from .rule import Rule as Rule
from .rule import found_before

_FOUND_BEFORE = (
    "file_not_opened",
    "file_leads_out",
    "file_too_large",
    "file_of_another_kind",
    "file_not_utf_8",
    "invisible_line_end",
    "file_empty",
    "file_not_a_map",
    "file_second_document",
    "file_not_merged",
    "file_too_deep",
    "file_too_wide",
    "file_too_many_values",
    "file_too_many_aliases",
    "file_endless_alias",
    "yaml_syntax",
    "yaml_key",
    "yaml_duplicate_key",
    "yaml_tag",
    "shape_unknown_key",
    "shape_value",
    "shape_missing_key",
    "shape_empty",
    "shape_limit",
    "to_fill_in",
    "clause_file",
    "too_many_findings",
    "childs_data_in_a_text",
    "internal_number_in_a_text",
)
"""The files of rules whose findings are made while a county file is read or its shape is checked."""

_RULES: tuple[Rule, ...] = (
    agency_not_described.RULE,
    source_not_described.RULE,
    date_impossible.RULE,
    term_without_review.RULE,
    term_ends_before_it_begins.RULE,
    term_ends_soon.RULE,
    term_expired.RULE,
    no_longer_in_force.RULE,
    not_yet_in_force.RULE,
    review_due_soon.RULE,
    review_overdue.RULE,
    developed_before_the_law.RULE,
    developed_in_the_future.RULE,
    day_in_the_future.RULE,
    amendment_number_twice.RULE,
    amendment_before_an_earlier_one.RULE,
    committee_seats_misplaced.RULE,
    committee_or_team.RULE,
    chair_is_not_the_lead.RULE,
    seat_without_function.RULE,
    one_title_several_seats.RULE,
    one_department_several_counties.RULE,
    federal_official_on_team.RULE,
    clause_of_a_duty_left_out.RULE,
    clause_of_a_duty_says_nothing.RULE,
    clause_time_longer_than_the_law.RULE,
    clause_words_twice.RULE,
    law_not_on_record.RULE,
    number_in_a_title.RULE,
    curly_quotes.RULE,
    comment_in_a_text.RULE,
    report_may_be_late.RULE,
    stage_leaves_out_a_department.RULE,
    stage_member_not_on_team.RULE,
    age_limit_without_law.RULE,
    youngest_above_oldest.RULE,
    ages_against_nonminor_dependents.RULE,
    signature_of_another_entity.RULE,
    no_signature_of_the_county.RULE,
    signature_of_no_signer.RULE,
    signature_missing.RULE,
    signature_of_another_revision.RULE,
    changed_since_signed.RULE,
    court_on_childs_team.RULE,
    functions_of_separate_agencies.RULE,
    tribal_court_as_court.RULE,
    division_without_function.RULE,
    another_county_in_a_name.RULE,
    body_may_not_meet.RULE,
    title_of_another_office.RULE,
    remote_meeting_without_remote_sharing.RULE,
    adopted_before_developed.RULE,
    adoption_in_doubt.RULE,
    reviewed_before_developed.RULE,
    participation_without_election.RULE,
    participation_ended.RULE,
    sharing_basis_of_another_team.RULE,
    plan_years_old.RULE,
    combined_agency_without_titles.RULE,
    in_force_but_incomplete.RULE,
    text_may_say_no.RULE,
    text_still_open.RULE,
    name_of_a_person.RULE,
    number_for_examples.RULE,
    key_of_another_instrument.RULE,
    kind_may_be_the_protocol.RULE,
    clause_of_another_instrument.RULE,
    search_not_dated.RULE,
    declined_without_recommendation.RULE,
)
"""The rules that look at a county file themselves."""

_CHECKS: tuple[Check, ...] = (
    *dict.fromkeys(rule.check for rule in _RULES),
    stale_citations.check,
    guidance_left_aside.check,
)
"""Their checks, each once; the last two are those of many rules that are made from data."""


def all() -> tuple[Rule, ...]:
    """Return every rule: those of findings made before, those of a file's parts, then those made from data."""
    return (*map(_imported, _FOUND_BEFORE), *_of_a_file())


def by_id(id: str) -> Rule | None:
    """Return the rule with an id, or None if there is none."""
    name = id.replace("-", "_")
    if name in _FOUND_BEFORE:
        return _imported(name)
    return next((rule for rule in _of_a_file() if rule.id == id), None)


def _imported(name: str) -> Rule:
    rule: Rule = import_module(f".{name}", __name__).RULE
    return rule


def _of_a_file() -> tuple[Rule, ...]:
    return (*_RULES, *stale_citations.rules(), *guidance_left_aside.rules())


def findings(file: CheckedFile) -> Iterator[Diagnostic]:
    """Yield what the rules find in a file, one rule after the other, beginning with what was found before."""
    before = [_check_of(id) for id in dict.fromkeys(finding.id for finding in file.found)]
    for check in before:
        yield from check(file)
    if file.verdicts:
        for check in _CHECKS:
            if check not in before:
                yield from check(file)


def _check_of(id: str) -> Check:
    """Return the check of a rule; a finding without a rule, which tests exclude, is reported all the same."""
    rule = by_id(id)
    return rule.check if rule else found_before(id)
