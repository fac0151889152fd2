"""What is kept: SQLAlchemy models, one entity a file."""
