from __future__ import annotations

import pytest

from graphql_api.web.negotiation import MediaType, negotiate

URQL = (
    "application/graphql-response+json, application/graphql+json, application/json, "
    "text/event-stream, multipart/mixed"
)
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, MediaType.JSON),
        ("", MediaType.JSON),
        ("*/*", MediaType.JSON),
        ("application/*", MediaType.GRAPHQL),
        ("application/json", MediaType.JSON),
        ("application/graphql-response+json", MediaType.GRAPHQL),
        ("application/json, application/graphql-response+json", MediaType.JSON),
        ("application/json;q=0.8, application/graphql-response+json", MediaType.GRAPHQL),
        ("APPLICATION/JSON; charset=UTF-8", MediaType.JSON),
        ("application/json; charset=gbk", None),
        ("application/json;q=nonsense", None),
        ("text/event-stream", None),
        ("image/png", None),
        (URQL, MediaType.GRAPHQL),
        (BROWSER, MediaType.HTML),
    ],
)
def test_the_best_liked_media_type(accept: str | None, media_type: MediaType | None) -> None:
    assert negotiate(accept, html=True) is media_type


def test_a_page_is_given_only_where_there_is_one() -> None:
    assert negotiate(BROWSER, html=False) is MediaType.JSON
