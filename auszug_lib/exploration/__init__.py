"""What analysts ask beyond the report: records, crosses of dimensions, tables to play with.

For internal use: nothing here knows what may be published. Reports load none of it.
"""
