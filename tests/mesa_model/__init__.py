"""Tests of mesa_model."""
