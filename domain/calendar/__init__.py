"""The county's calendars: holidays of the law, days off beside them, and days worked instead (节假日安排)."""
