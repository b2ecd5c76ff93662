"""Leave (请假): asked for, granted or refused, withdrawn, ended early."""
