"""What a carrier opens in Excel: the form it fills in, and its delivery given back with the findings."""
