"""What proves the ground of a leave (请假证明)."""

from __future__ import annotations

from enum import StrEnum


class EvidenceKind(StrEnum):
    """Kinds of papers. What they say is a sealed document, if it is kept at all."""

    MEDICAL_CERTIFICATE = "MEDICAL_CERTIFICATE"
    EMPLOYER_LETTER = "EMPLOYER_LETTER"
    OFFICIAL_NOTICE = "OFFICIAL_NOTICE"
    ENROLMENT_LETTER = "ENROLMENT_LETTER"
    TRAVEL_RECORD = "TRAVEL_RECORD"
    OTHER_PAPER = "OTHER_PAPER"
