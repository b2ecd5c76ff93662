"""What closed periods came to (期间评定): one figure for each rule, kind of organisation and period, with a digest."""
