"""Metrics for Prometheus and traces for OpenTelemetry, by their own libraries; both are off unless asked for.

    metrics.py   what is counted while it happens
    state.py     what is looked up when somebody asks: lag, queues, pools, caches
    scraping.py  the address at which metrics are read
    traces.py    spans, and where they are sent
    watching.py  puts them together for a process

The libraries come with `pip install gridledger[telemetry]`, and are imported by a process that is told to use them.
"""
