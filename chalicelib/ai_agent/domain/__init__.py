"""What the AI agent may do and say: pure rules. Its modules are imported one by one."""
