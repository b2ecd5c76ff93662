"""React to events by issuing commands. Ids follow from the facts, so that reacting twice changes nothing."""
