"""Everything that Lambda runs: one package per noun of the trade, the same file names in each."""
