"""Members (党员), their home affiliation, and the register of every branch."""
