"""The schema of the database as numbered plain SQL files, and the small runner that applies them."""

from migrations.files import MigrationError
from migrations.runner import MigrationStatus, migrate, status

__all__ = ["MigrationError", "MigrationStatus", "migrate", "status"]
