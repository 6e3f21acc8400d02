"""Measurements that `make bench` prints: what a build costs, and what the checks find."""
