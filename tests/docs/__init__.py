"""Tests of the course and of the documentation site."""
