"""For how many days records of reading are kept; apart from what keeps them, so that settings load no driver."""

READING_DAYS = 1_095  # three years
LEAST_READING_DAYS = 30  # `read_audit.forget` takes none away that is younger
