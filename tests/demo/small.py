"""A county small enough to load again and again; its seed is one for which no kind of command is missing."""

from __future__ import annotations

from dataclasses import replace

from gridledger.demo.division import Division, load_division
from gridledger.demo.generator import Script, make_script

TENANT = "small-demo"
SEED = 28


def small_division() -> Division:
    """Two townships of 凤县 with two villages each."""
    county = load_division("610330")
    townships = (replace(township, villages=township.villages[:2]) for township in county.townships[2:4])
    return replace(county, townships=tuple(townships))


def small_script(seed: int = SEED) -> Script:
    """Its first township in full."""
    division = small_division()
    return make_script(division, townships=[division.townships[0].code], tenant_id=TENANT, seed=seed)
