"""Documents (文件): free text about a person or an organisation, sealed outside the log."""
