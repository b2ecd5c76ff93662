"""The planner: a root field with everything below it, as one statement that returns the answer's JSON.

    selection.py   what a document selects, as a tree of what it comes to
    values.py      that tree's nodes: objects, columns, relations to one row; each writes its own SQL
    lists.py       and connections: a page, its cursors, its total
    scalars.py     SQL of scalars as the schema serialises them
    plan.py        the statement of a tree for one caller and moment; only values change between requests
    plans.py       plans that are kept, by document
    finishing.py   what only Python can make of a value, in one batch
    execution.py   where the engine hands a root field over

docs/read-schema.md follows one query through all of it.
"""
