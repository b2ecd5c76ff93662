"""How organisations stand by the policies that bind them (合规), kept by difference as facts and days come in."""
