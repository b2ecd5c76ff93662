"""The GraphQL face: schema, mutations, queries, errors, limits, and the HTTP server around them."""
