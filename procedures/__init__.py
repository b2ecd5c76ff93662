"""Procedures (作业指导) as data files, one version of one chapter each: docs/procedures.md."""
