"""Reports as pages of one file each: no script, nothing from elsewhere, good to read on a phone and on paper.

Everything that came from a site is escaped, calmed and set apart with <bdi>. Only http and https
become links. The page itself forbids scripts (CSP).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from linter.report import mask, words
from linter.report.draft_view import draft_view
from linter.report.names import SUMMARY, file_names
from linter.report.rulepage import Pages
from linter.report.safe import line, shown, web_link
from linter.report.school_view import school_view
from linter.report.summary_view import Look, SchoolRow, SummaryView, summary_view
from linter.reported import ArticleReport, Report, Summary, Tool
from linter.text.vietnamese import decimal

__all__ = ["SUMMARY", "draft", "file_names", "school", "summary"]


def school(report: Report, run: Summary, pages: Pages) -> str:
    """The page of one school, for its principal. `run` names the tool, the policy and the day."""
    view = school_view(mask.report(report), pages)
    return _environment().get_template("school.html.j2").render(view=view, run=run.run, tool=run.tool)


def summary(run: Summary, pages: Pages) -> str:
    """The page of the officer. It links to the schools' pages by the names that `file_names` gives."""
    view = _discreet(summary_view(mask.summary(run), pages))
    return _environment().get_template("summary.html.j2").render(view=view, run=run.run, tool=run.tool)


def draft(told: ArticleReport, tool: Tool, pages: Pages) -> str:
    """The page of one draft, for its editor."""
    view = draft_view(mask.article(told), pages)
    return _environment().get_template("draft.html.j2").render(view=view, tool=tool)


def _discreet(view: SummaryView) -> SummaryView:
    """This page goes further than the school's own: e-mail addresses are hidden as well."""
    return replace(view, reached=tuple(_discreet_row(row) for row in view.reached))


def _discreet_row(row: SchoolRow) -> SchoolRow:
    return replace(row, looks=tuple(_discreet_look(look) for look in row.looks))


def _discreet_look(look: Look) -> Look:
    article = look.article and replace(look.article, title=mask.addresses(look.article.title))
    return replace(look, reason=mask.addresses(look.reason), article=article)


@cache
def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    environment = Environment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        line=line,
        shown=shown,
        web_link=web_link,
        day=words.day,
        moment=words.moment,
        clause=words.clause,
        sentence=words.sentence,
        number=words.count,
        points=words.points,
        decimal=decimal,
        fingerprint=words.fingerprint,
    )
    environment.globals.update(words=words, SUMMARY=SUMMARY)
    return environment
