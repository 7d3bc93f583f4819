"""Templates: texts that agents insert into an answer and edit before sending."""
