"""The planner: a root field with everything below it, as one statement that returns the answer's JSON.

    queries.py     a query as a whole, read without the engine where every root field is planned
    variables.py   the variables of an operation, from JSON to what arguments are made of
    decoders.py    a function for each input type, from JSON to the input
    literals.py    the same for what the document itself says
    arguments.py   what a query's fields are given, as functions of the variables
    execution.py   else, where the engine hands a root field's question over, and gets its answer
    together.py    all root fields of an operation in one statement, where all are planned
    plans.py       the plans of root fields that read
    kept_plans.py  plans of any kind that are kept, by document
    plan.py        the statement of a tree for one caller, moment and set of arguments
    tree.py        from a selection to the tree of nodes that it comes to
    selection.py   what the document selects, as graphql-core reads it
    values.py      the tree's nodes: objects, columns, relations to one row; each writes its own SQL
    lists.py       and connections: a page, its cursors, its total
    scalars.py     SQL of scalars as the schema serialises them
    finishing.py   what only Python can make of a value, in one batch
    errors.py      what the planner leaves to the resolvers
    mutations/     mutations, planned: docs/mutations.md

docs/read-schema.md follows one query through all of it.
"""
