"""The development of members (发展党员): from applicant to admission, stage by stage."""
