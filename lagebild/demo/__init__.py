"""Example reports in German and English; outlets and happenings are invented, the states and places are real."""
