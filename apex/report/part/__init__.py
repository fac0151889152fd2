"""The parts of the permit package as plain data, one module a part."""
