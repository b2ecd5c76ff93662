"""Roles, as the schema tells of them."""

from __future__ import annotations

from application.actor import Role
from graphql_api.types.described import describe

_DESCRIPTIONS = {
    "OPERATOR": "Runs the service; founds counties, sees no person (运维).",
    "COUNTY_SECRETARY": "Keeps the records of the whole county (县级管理员).",
    "TOWNSHIP_SECRETARY": "Keeps the records of a township and all below it (乡镇书记).",
    "BRANCH_SECRETARY": "Keeps the records of one branch (支部书记).",
    "GRID_WORKER": "Answers for a grid and all below it (网格员).",
    "MEMBER": "Sees and asks what concerns oneself (党员).",
    "INSPECTOR": "Sees everything and records nothing (督查员).",
    "INTEGRATOR": "A system that exchanges records (对接系统).",
    "PROCESS_MANAGER": "The system itself, reacting to events (流程).",
}
describe(Role, "Roles that an account may hold (角色).", _DESCRIPTIONS)

__all__ = ["Role"]
