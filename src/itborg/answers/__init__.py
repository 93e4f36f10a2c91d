"""What a study's results say: which parameters decide, where a strategy loses, what fits, what is best to do."""
