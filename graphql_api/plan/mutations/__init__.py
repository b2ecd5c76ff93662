"""Mutations, planned: what a document says once is worked out once, and at each request only values flow.

    plans.py    where execute.py asks for the plan of an operation; what is kept, and what is left to the engine
    plan.py     the plan: root fields in order, each a command and what its answer shows
    payload.py  a function for each selection, from the payload to the answer

Variables and inputs are read by the planner's ``variables``, ``decoders`` and ``literals``, as those of queries are.
Nothing runs before every variable and argument is read, so whatever cannot be is left to the engine as if nobody had
tried: it alone says what is wrong. docs/mutations.md follows one mutation through all of it.
"""
