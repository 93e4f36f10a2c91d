"""Make an organisation of tables, network files, survey answers or data sets."""
