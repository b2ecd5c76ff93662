"""Read models of absences."""
