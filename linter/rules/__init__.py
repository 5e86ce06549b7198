"""The rules, in the order of the dispatch."""

from linter.rule import AnyRule
from linter.rules import (
    article_length,
    portal_crosspost,
    prose_form,
    repost_source,
    section_about,
    section_contact,
    section_organisation,
    timeliness,
)

RULES: tuple[AnyRule, ...] = (
    section_about.RULE,
    section_organisation.RULE,
    section_contact.RULE,
    prose_form.RULE,
    article_length.RULE,
    timeliness.RULE,
    repost_source.RULE,
    portal_crosspost.RULE,
)
