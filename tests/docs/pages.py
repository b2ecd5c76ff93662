"""What the Markdown pages hold that can be tried: fenced blocks, command lines, links and headings."""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
FOR = PROJECT / "docs" / "for"
_NOT_OURS = {"node_modules", "client"}  # packages, and what is generated


def _pages() -> list[Path]:
    found = (path.relative_to(PROJECT) for path in PROJECT.rglob("*.md"))
    ours = [path for path in found if not any(part[0] == "." or part in _NOT_OURS for part in path.parts)]
    return sorted(ours)


PAGES = _pages()

_FENCE = re.compile(
    r"^(?:<!-- as: (?P<asker>[^>]*?) -->\n)?```(?P<language>\w*)\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_LINK = re.compile(r"\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^()\s]+)\)")
_HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
_SENT = re.compile(r'"query": "((?:[^"\\]|\\.)*)"')
_NAMED = re.compile(r"`gridledger\s+([a-z][^`]*)`")
_FILE = re.compile(
    r"`((?:domain|event_store|application(?!/(?:json|graphql-response))|process_managers|projections|graphql_api"
    r"|migrations|gridledger|tests|docs|packs|benchmarks|docker|examples)/[\w./-]*)"
)
_GRIDLEDGER = re.compile(r"(?:(?:^|[\s(/])gridledger|run\.py)\s+([a-z][^|)#>\n]*)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, its text, its line, and whom a comment above it names as the one who asks."""

    page: Path
    line: int
    language: str
    text: str
    asker: str | None

    @property
    def place(self) -> str:
        """Where it stands, for messages."""
        return f"{self.page}:{self.line}"


def text_of(page: Path) -> str:
    """A page as it stands; ``page`` is relative to the project."""
    return (PROJECT / page).read_text(encoding="utf-8")


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page, in their order."""
    text = text_of(page)
    return [
        Block(page, text.count("\n", 0, found.start()) + 1, found["language"], found["text"], found["asker"])
        for found in _FENCE.finditer(text)
    ]


def documents(page: Path) -> Iterator[tuple[str, str, str]]:
    """Place and text of each GraphQL document, those that commands send too, and the text of the block that follows."""
    found = blocks(page)
    texts = [block.text for block in found]
    for block, after in zip(found, [*texts[1:], ""], strict=False):
        if block.language == "graphql":
            yield block.place, block.text, after
        elif block.language == "console":
            for sent in _SENT.finditer(block.text):
                yield block.place, sent[1].replace('\\"', '"'), after


def commands(page: Path) -> Iterator[tuple[str, list[str]]]:
    """Place and words of each call of `gridledger`, or of `run.py` as what it calls."""
    for block in blocks(page):
        if block.language != "console":
            continue
        for line in block.text.replace("\\\n", " ").splitlines():
            if line.startswith("$ "):
                for called in _GRIDLEDGER.finditer(line.removeprefix("$ ")):
                    yield block.place, shlex.split(called[1])


def named_commands(page: Path) -> list[list[str]]:
    """Words of each call of `gridledger` that a sentence names; it may leave out what belongs to it."""
    return [named.split() for named in _NAMED.findall(_FENCE.sub("", text_of(page)))]


def named_files(page: Path) -> set[str]:
    """The files and folders of the project that sentences name by their whole path; of a test, its file."""
    return set(_FILE.findall(_FENCE.sub("", text_of(page))))


def prose(page: Path) -> str:
    """A page without its fenced blocks and code, in which brackets are no links."""
    return re.sub(r"`[^`\n]*`", "``", _FENCE.sub("", text_of(page)))


def links(page: Path) -> list[str]:
    """Where a page leads within the project: a path, an anchor, or both."""
    return [found["target"] for found in _LINK.finditer(prose(page)) if "://" not in found["target"]]


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    seen: Counter[str] = Counter()
    made = set()
    for heading in _HEADING.findall(_FENCE.sub("", text_of(page))):
        shown = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).strip().lower()
        slug = re.sub(r"[^\w\- ]", "", shown).replace(" ", "-")
        made.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
        seen[slug] += 1
    return made
