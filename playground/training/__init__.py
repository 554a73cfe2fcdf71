"""How runs of networks train: streams of draws, gradients, half-steps."""
