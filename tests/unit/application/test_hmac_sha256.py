"""The keyed hash that is set up once is the standard library's."""

from __future__ import annotations

import hmac

from hypothesis import given
from hypothesis import strategies as st

from application.hmac_sha256 import HmacSha256


@given(key=st.binary(max_size=200), messages=st.lists(st.binary(max_size=300), max_size=3))
def test_every_digest_is_that_of_the_standard_library(key: bytes, messages: list[bytes]) -> None:
    keyed = HmacSha256(key)
    assert [keyed.digest(one) for one in messages] == [hmac.digest(key, one, "sha256") for one in messages]
