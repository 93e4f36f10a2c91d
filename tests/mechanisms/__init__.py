"""Tests of mechanisms: equations, parameters, knock-outs."""
