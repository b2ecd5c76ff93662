"""Discipline (党纪处分) of members, as far as it bears on what they may be."""
