"""Read models of absences: how each is classed by the rules of its day, and what follows from several of them."""
