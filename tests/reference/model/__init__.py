"""The rules of the model once more: slow, plain Python objects, nothing taken from the kernel's rules."""
