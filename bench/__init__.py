"""Measurements of speed; tests never assert a time."""
