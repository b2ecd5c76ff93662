"""Procedures (作业指导): published steps with deadlines and evidence, and the cases that organisations run by them."""
