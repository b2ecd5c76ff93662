"""Departures from what is done as a rule (偏离说明): recorded with a reason, they excuse what was not done."""
