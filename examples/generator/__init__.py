"""The example: synthetic deliveries that come to the figures the public has been told."""
