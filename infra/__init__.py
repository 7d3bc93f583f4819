"""The CloudFormation that `chalice package` merges into its own template."""
