"""What the AI agent does, module by module. Nothing is gathered here: `conversations` asks
`settled` who answers first, and that must not bring along what itself needs conversations."""
