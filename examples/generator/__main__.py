"""Write the deliveries of all example years anew: `python -m generator` in the folder of the examples."""

from pathlib import Path

from auszug_lib.params.folder import ParamsFolder
from generator.files import write_files

EXAMPLES = Path(__file__).parents[1]

if __name__ == "__main__":
    params = ParamsFolder(EXAMPLES.parent / "params")
    for name in params.names():
        year = params.year(name)
        city = params.city(year.city)
        write_files(city, year, params.published(city), EXAMPLES / name)
