"""Faults to survive, over real sockets."""
