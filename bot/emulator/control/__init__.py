"""The emulator's own HTTP interfaces: the simulator's, and that of tests and benches."""
