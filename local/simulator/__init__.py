"""The outside world: providers' HTTP APIs, customers' phones, a mailbox, a company's web shop."""
