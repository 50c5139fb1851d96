"""Which cells are dotted and what an attacker finds out all the same; knows tables, and nothing of ours."""
