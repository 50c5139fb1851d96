"""The register of rules: what a delivery must be, each rule one entry."""
