"""What customers declare as code: channels of a CloudFormation stack (docs/configuration.md)."""
