"""HTTP around the schema: negotiation, bodies, status codes, health, logs and the explorer."""
