"""The model against data: incident logs, calibration, validation and knock-outs.

incident_log  a service desk's export as a log, and its indicators
validation    which stylised facts and empirical values the model reproduces
knockouts     which mechanisms each of these results requires
calibration   parameters that fit empirical values, or a user's own log
"""
