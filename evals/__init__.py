"""Measurements of how right the answers are; see ``docs/decisions/003-answers.md``."""
