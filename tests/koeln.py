"""The project as it lies here: whatever tests a process runs, its deliveries are read once."""

from pathlib import Path

from auszug_lib.params.folder import ParamsFolder
from auszug_lib.project import Project

KOELN = Project(ParamsFolder(Path(__file__).parents[1] / "params"))
