"""Points (积分): one account a member and year; a module that a county adopts."""
