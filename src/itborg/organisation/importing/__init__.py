"""Create organisations from tables, network files, survey answers, uploads and data sets."""
