"""Keys of documents in a directory: what is there after whatever happened."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from application.documents.directory import KeyDirectory
from application.documents.keys import Erasure, KeysUnavailableError, NoKeyError
from application.documents.sealing import Secret, UnreadableError, seal, unseal
from application.documents.text import TextToSeal

ONE, OTHER = (UUID(int=number) for number in (1, 2))
TEXT = TextToSeal(ONE, "事由", b"s" * 32)
ERASURE = Erasure("a", ONE, datetime(2026, 3, 1, tzinfo=UTC), "wang", "COUNTY_SECRETARY", "UNLAWFUL", 7)


@pytest.fixture
def keys(tmp_path: Path) -> KeyDirectory:
    return KeyDirectory(tmp_path / "keys")


def test_the_first_that_is_put_stays(keys: KeyDirectory) -> None:
    first = keys.put("a", ONE, Secret.of(TEXT))
    assert keys.put("a", ONE, Secret.of(TEXT)) == first == keys.get("a", ONE)


def test_of_many_at_once_one_wins(keys: KeyDirectory) -> None:
    with ThreadPoolExecutor(8) as threads:
        put = list(threads.map(lambda _: keys.put("a", ONE, Secret.of(TEXT)), range(40)))
    assert {one.key for one in put} == {keys.get("a", ONE).key}


def test_counties_do_not_share_them(keys: KeyDirectory) -> None:
    names = ["a", "A", "../a", "a/b", "县" * 200, "\n"]
    put = {name: keys.put(name, ONE, Secret.of(TEXT)) for name in names}
    assert {name: keys.get(name, ONE) for name in names} == put
    assert len({one.key for one in put.values()}) == len(names)


def test_what_is_not_there_has_none(keys: KeyDirectory) -> None:
    keys.put("a", ONE, Secret.of(TEXT))
    for county, document_id in (("b", ONE), ("a", OTHER)):
        with pytest.raises(NoKeyError):
            keys.get(county, document_id)


def test_another_process_finds_them_and_what_was_erased(keys: KeyDirectory, tmp_path: Path) -> None:
    put = keys.put("a", ONE, Secret.of(TEXT))
    beside = KeyDirectory(tmp_path / "keys")
    assert beside.get("a", ONE) == put
    keys.erase(ERASURE)
    with pytest.raises(NoKeyError):
        beside.get("a", ONE)
    assert beside.erasures() == [ERASURE]


def test_erased_it_is_gone_from_the_disk_and_once_on_the_list(keys: KeyDirectory, tmp_path: Path) -> None:
    secret = keys.put("a", ONE, Secret.of(TEXT))
    keys.put("a", OTHER, Secret.of(TEXT))
    for _ in range(2):
        keys.erase(ERASURE)
    files = [file for file in (tmp_path / "keys").rglob("*") if file.is_file()]
    assert not any(secret.key in file.read_bytes() for file in files)
    assert len(files) == 2  # that of the other, beside the list
    assert keys.erasures() == [ERASURE]


def test_one_without_a_key_is_listed_too(keys: KeyDirectory) -> None:
    """As after a restore of the keys to before it was sealed."""
    keys.erase(ERASURE)
    assert keys.erasures() == [ERASURE]


def test_a_line_that_a_crash_broke_off_hides_no_other(keys: KeyDirectory, tmp_path: Path) -> None:
    keys.erase(ERASURE)
    with (tmp_path / "keys" / "erasures.jsonl").open("ab") as stream:
        stream.write(b'{"tenant_id": "a", "docu')
    other = replace(ERASURE, document_id=OTHER)
    keys.erase(other)
    assert keys.erasures() == [ERASURE, other]


def test_an_erasure_is_found_in_its_own_county_alone(keys: KeyDirectory) -> None:
    put = keys.put("b", ONE, Secret.of(TEXT))
    keys.erase(ERASURE)
    assert keys.get("b", ONE) == put


def test_discarded_ones_are_on_no_list(keys: KeyDirectory) -> None:
    keys.put("a", ONE, Secret.of(TEXT))
    keys.discard("a", [ONE, OTHER])
    with pytest.raises(NoKeyError):
        keys.get("a", ONE)
    assert keys.erasures() == []


def test_what_the_file_system_refuses_is_told_without_a_path(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("")
    keys = KeyDirectory(tmp_path / "keys")
    with pytest.raises(KeysUnavailableError) as told:
        keys.put("a", ONE, Secret.of(TEXT))
    assert str(tmp_path) not in str(told.value)


def test_a_text_opens_with_its_key_for_its_document_alone() -> None:
    secret = Secret.of(TEXT)
    sealed = seal(secret, "a", ONE, TEXT.text)
    assert unseal(secret, "a", ONE, sealed) == TEXT.text
    changed = sealed[:-1] + bytes([sealed[-1] ^ 1])
    for attempt in (
        (Secret.of(TEXT), "a", ONE, sealed),
        (secret, "b", ONE, sealed),
        (secret, "a", OTHER, sealed),
        (secret, "a", ONE, changed),
        (secret, "a", ONE, sealed[:20]),
        (secret, "a", ONE, b""),
    ):
        with pytest.raises(UnreadableError):
            unseal(*attempt)


def test_no_two_seals_are_alike() -> None:
    secret = Secret.of(TEXT)
    assert len({seal(secret, "a", ONE, TEXT.text) for _ in range(100)}) == 100


def test_nothing_of_it_is_printed() -> None:
    assert "事由" not in repr(TEXT)
    assert "sss" not in repr(TEXT)
    assert repr(Secret.of(TEXT)) == "Secret()"
