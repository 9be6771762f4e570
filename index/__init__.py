"""From files to ranked passages. This package knows no questions and no widgets."""
