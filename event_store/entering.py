"""How a statement enters the county that it reads, without which row security shows it nothing (decision 0019).

What a transaction has entered ends with it. A statement that is sent alone is a transaction, so it enters by itself:
PostgreSQL asks a condition that no row can change before it looks at any, and what the policies of tables look up is
looked up once, when the first row is held to it. In another order there would be no rows.
"""

from __future__ import annotations

ENTERED = r"(SELECT set_config('gridledger.entered', replace($1, E'\n', ' '), true)) IS NOT NULL"
"""A condition of the outermost WHERE; the first parameter is the county. It opens what knows no subtree."""
