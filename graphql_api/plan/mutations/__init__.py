"""Mutations, planned: what a document says once is worked out once, and at each request only values flow.

    plans.py      where execute.py asks for the plan of an operation; what is kept, and what is left to the engine
    plan.py       the plan: root fields in order, each a command and what its answer shows
    variables.py  the variables of an operation, from JSON to what commands' inputs are made of
    decoders.py   a function for each input type, from JSON to the input
    literals.py   the same for what the document itself says
    payload.py    a function for each selection, from the payload to the answer

Nothing runs before every variable and argument is read, so whatever cannot be is left to the engine as if nobody had
tried: it alone says what is wrong. docs/mutations.md follows one mutation through all of it.
"""
