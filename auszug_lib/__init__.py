"""From the case records of welfare carriers to the yearly report a city council can trust."""
