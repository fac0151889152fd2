"""Pure logic over plain data: paths, differences, three-way merge, JSON merge patch. Only the standard library."""
