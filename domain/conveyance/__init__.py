"""Conveyance by name (记名式传达): whoever is expected attended where an item was told, or was told of it since."""
