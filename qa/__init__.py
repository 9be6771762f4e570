"""From a question to something that a person can use. This package knows no widgets."""
