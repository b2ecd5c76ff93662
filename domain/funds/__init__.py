"""Funds (党组织活动经费) allocated to branches, beside what their members call for."""
