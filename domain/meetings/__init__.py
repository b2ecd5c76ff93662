"""Meetings (会议): planned, notified, attended, concluded or cancelled."""
