"""The county (县): founding, and the modules it adopts."""
