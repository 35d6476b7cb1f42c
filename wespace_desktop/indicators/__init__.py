"""Something can be counted: the indicators of a scenario in a year, with their ranges, or why there is no number."""
