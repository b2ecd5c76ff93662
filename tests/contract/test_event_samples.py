"""Every version of every event type that was ever written can be read, and reads the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.registry import event_types
from event_store.mapper import EVENTS
from tests.contract import samples
from tests.contract.samples import Sample

PATHS = sorted(samples.DIRECTORY.glob("*.json"))


@pytest.fixture(params=PATHS, ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Sample:
    path: Path = request.param
    found = samples.read(path)
    assert found.path == path
    return found


def test_every_version_of_every_registered_event_has_a_sample() -> None:
    expected = {
        f"{topic}.v{version}.json"
        for topic, cls in event_types().items()
        for version in range(1, cls.class_version + 1)
    }
    found = {path.name for path in PATHS}
    assert found >= expected, "python -m tests.contract.samples writes what is missing"
    assert found <= expected, "an event type was removed or renamed, and logs may hold events of it"


def test_a_sample_reads_as_it_always_did(sample: Sample) -> None:
    event = EVENTS.to_domain_event(sample.encoded())
    fields = samples.own_fields(event)
    assert {name: fields[name] for name in sample.fields} == sample.fields


def test_a_sample_of_the_current_version_is_written_with_the_same_bytes(sample: Sample) -> None:
    encoded = sample.encoded()
    again = EVENTS.to_stored_event(EVENTS.to_domain_event(encoded))
    if sample.schema_version == event_types()[sample.topic].class_version:
        assert again.state.decode() == sample.payload
        assert again == encoded
    else:  # what was upcast is written as if it were new
        assert EVENTS.to_domain_event(again) == EVENTS.to_domain_event(encoded)
