"""How many files a process may have open, connections among them: shells allow few by default."""

from __future__ import annotations

import resource

from gridledger.settings import Settings, SettingsError

_OTHERS = 150  # surplus connections, the read audit's, files of the program, whatever libraries open
_POOLS = 2  # the server's, and a worker's beside it


def allow_connections(settings: Settings) -> None:
    """Let the process open as many files as its connections need. Raises SettingsError where the system forbids it."""
    needed = settings.connections + _POOLS * settings.pool_size + _OTHERS
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < needed:
        raise SettingsError(
            f"GRIDLEDGER_CONNECTIONS is {settings.connections}, which takes {needed} open files; this process may have "
            f"{hard}: raise that (ulimit -Hn, LimitNOFILE) or set it to {max(1, settings.connections - needed + hard)}"
        )
    if soft != resource.RLIM_INFINITY and soft < needed:
        resource.setrlimit(resource.RLIMIT_NOFILE, (needed, hard))
