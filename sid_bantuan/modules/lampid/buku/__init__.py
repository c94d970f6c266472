"""The population books of Permendagri 47/2016 and the monthly LAMPID report: sums of lines, drawn as sheets."""
