"""Measurements that `make bench` prints: what a build costs, what the checks find, what the claim desk answers."""
