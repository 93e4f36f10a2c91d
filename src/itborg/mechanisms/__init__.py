"""Theory: parameters and scalar rules, one mechanism a file."""
