"""The model against data: incident logs, calibration, validation and knock-outs."""
