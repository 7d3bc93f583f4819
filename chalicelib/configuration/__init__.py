"""What customers declare as code: resources of a CloudFormation stack (docs/configuration.md)."""
