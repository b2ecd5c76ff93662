"""Instructors (党建指导员) sent to organisations, and the days of general branches at the members' centre (活动日)."""
