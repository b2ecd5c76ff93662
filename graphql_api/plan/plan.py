"""The plan of a root field: its tree, and the statements that it comes to.

A statement is made of the tree and of a few texts that depend on who asks, as of when, and with which arguments. Values
are parameters, so requests of one shape share one text: it is written once, and prepared once by each connection.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson
from graphql.execution.collect_fields import FieldDetailsList

from graphql_api.kept import Kept
from graphql_api.plan.finishing import Places, finish_all, places_of
from graphql_api.plan.lists import Many
from graphql_api.plan.selection import Selector
from graphql_api.plan.tree import Builder, List
from graphql_api.plan.values import Object, Reading, Writing
from graphql_api.read.at_once import MakeAsOf
from graphql_api.read.caller import CallerScope
from graphql_api.read.connection import PageArguments, PageSql, page_sql
from graphql_api.read.declare import ReadType
from graphql_api.read.roots import Question, RootList, RootOne
from graphql_api.read.seen import Seen
from graphql_api.read.sources import Moment, Row
from graphql_api.read.statement import Parameters

KEPT_CHARACTERS = 2_000_000  # of statements, those of all plans together


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """How one root field of one document is answered."""

    read_type: ReadType
    root: Object | Many
    alias: str  # of the root's rows
    lists: tuple[List, ...]  # below the root
    places: Places  # of what must be finished
    marks: int  # that an answer may have at most: texts that say of whom it tells
    size: int  # in fields
    name: object = field(default_factory=object)  # of what outlives the plan: the plan holds the document

    @classmethod
    def of(cls, selector: Selector, question: Question, details: FieldDetailsList, type_: Any) -> Plan:
        """The plan of a question. Raises NotPlannableError where something is selected that nothing is declared of."""
        builder = Builder(selector)
        root: Object | Many
        if isinstance(question, RootList):
            root = builder.many(question.read_type, question.spec, type_, details, ())
            alias = root.alias
        else:
            alias, root = builder.alias(), builder.object(question.read_type, details, ())
        places = places_of(builder.finishes)
        lists = tuple(builder.lists)
        return cls(question.read_type, root, alias, lists, places, builder.marks, builder.size)

    def make(self, question: Question, pages: Iterable[PageArguments]) -> MakeAsOf:
        """What writes the statement, for whoever reads it; ``pages`` are what the lists below the root are given."""
        asked = [Page(one.alias, one.read_type, page) for one, page in zip(self.lists, pages, strict=True)]
        if isinstance(question, RootList):
            asked.append(Page(self.alias, question.read_type, question.page))

        def make(caller: CallerScope, parameters: Parameters, moment: Moment | None) -> str:
            return self._statement(question, asked, Reading(caller, moment), parameters)

        return make

    def finish(self, answer: str | bytes, seen: Seen) -> Any:
        """The answer: JSON as it came, or values, where some had to be finished; whom it tells of is noted."""
        if self.marks:
            answer = seen.take_off(answer.encode() if isinstance(answer, str) else answer, self.marks)
        return finish_all(orjson.loads(answer), self.places) if self.places else orjson.Fragment(answer)

    def _statement(
        self, question: Question, asked: Sequence[Page], reading: Reading, parameters: Parameters
    ) -> str:
        """The text for these arguments; their values go to ``parameters``."""
        pages = {page.alias: page.sql(reading, parameters) for page in asked}
        where, given = "", {}
        if isinstance(question, RootOne):
            given = question.given(parameters)
            where = question.where(parameters, reading.row(self.alias))
        shape = (self.name, reading.shape, where, *given.values(), *pages.values())
        text = _texts.get(shape)
        if text is None:
            text = self._write(Writing(reading, pages), where, given)
            _texts.put(shape, text, len(text))
        return text

    def _write(self, writing: Writing, where: str, given: Mapping[str, str]) -> str:
        if isinstance(self.root, Many):
            return f"SELECT {self.root.sql(None, writing)}"
        row = Row(self.alias, writing.reading.moment, **given)
        rows = writing.rows(self.read_type, row)
        return f"SELECT {self.root.sql(row, writing)} {rows} AND {where} LIMIT 1"


_texts: Kept[Hashable, str] = Kept(KEPT_CHARACTERS)  # by plan and shape of what is asked


class Page(NamedTuple):
    """The arguments of one list."""

    alias: str
    read_type: ReadType
    arguments: PageArguments

    def sql(self, reading: Reading, parameters: Parameters) -> PageSql:
        """The parts of the statement that these arguments make."""
        return page_sql(self.read_type, self.arguments, reading.caller, parameters, reading.row(self.alias))
