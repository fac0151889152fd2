"""Background work, on real databases and queues, with real workers."""
