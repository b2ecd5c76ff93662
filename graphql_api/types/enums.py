"""Enums of organisations, by their earlier place."""

from graphql_api.types.organisation_enums import BranchForm, BranchSector, OrganisationKind

__all__ = ["BranchForm", "BranchSector", "OrganisationKind"]
