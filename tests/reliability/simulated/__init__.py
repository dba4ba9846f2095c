"""The real server and several real clients in one process, with a clock, a network and a disk that fail.

A run is told by its seed: who does what, what is lost, doubled, late or cut, when which side dies at which
statement, and what a disk forgets. ``python -m tests.reliability.simulated.run SEED`` repeats one.
"""
