"""Issues (问题) that come up in a grid: raised, assigned, closed with evidence, reopened."""
