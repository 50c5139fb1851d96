"""The form: the workbook that carriers fill in, which tells mistakes while they are typed."""
