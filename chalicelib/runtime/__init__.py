"""What every function needs and no noun owns: settings, errors, endpoints, logging, clients."""
