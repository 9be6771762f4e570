"""Whose words a sentence reports, where it is not the document itself that speaks."""

from qa.attribution.reports import reported_speaker

__all__ = ["reported_speaker"]
