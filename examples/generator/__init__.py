"""The example: synthetic deliveries that come to the figures the city has published."""
