"""The cluster: an executor whose processes are on the workers of a Dask scheduler.

Over the network go calls, that is paths and names, and what they return; records are read from the folders
that all workers see.
"""

import pickle
import socket
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from auszug_lib import AuszugError, ParamsError
from auszug_lib.pipeline.current import made_with
from auszug_lib.pipeline.processes import Call, LostError, Result, has_threads, returned
from auszug_lib.pipeline.station import answer

_SECONDS_TO_ANSWER = 5


@dataclass(frozen=True)
class Cluster:
    """An executor on all workers of a client, where each call may take so many seconds.

    Every worker must see the `folders`. What a worker was making when it was lost, another one makes.
    """

    client: Any
    seconds: float
    folders: tuple[Path, ...]
    is_local = False

    @property
    def workers(self) -> int:
        """How many calls the workers make at once."""
        return sum(self.client.nthreads().values())

    def map(self, function: Callable[[Call], Result], calls: Sequence[Call]) -> Generator[Result, None, None]:
        """Send all calls and return an iterator over what they return, in their order.

        What a call raises is raised in its place, `LostError` where it has no result. What no
        worker has begun by the time the client is closed is not made.
        """
        ask = partial(answer, seconds=self.seconds, made_by=made_with(), folders=self.folders)
        executor = self.client.get_executor(pure=False)
        answers = [executor.submit(ask, pickle.dumps((function, call))) for call in calls]
        return (_result(one) for one in answers)


def _result(answered: "Future[bytes]") -> Any:
    """Return what a call returned, or raise what it raised, once it has been answered."""
    from distributed import KilledWorker

    try:
        outcome = answered.result()
    except KilledWorker:  # the scheduler's word for a call that several workers did not survive
        raise LostError(late=False) from None
    except CancelledError:
        raise AuszugError(
            "--cluster: Die Verbindung zum Scheduler ist abgerissen; bitte noch einmal aufrufen, "
            "sobald er wieder läuft. Was fertig ist, liegt an seinem Platz."
        ) from None
    return returned(pickle.loads(outcome))


@contextmanager
def connected(address: str, seconds: float, folders: tuple[Path, ...]) -> Iterator[Cluster]:
    """Yield the cluster whose scheduler has this address; raises `ParamsError` where there is none."""
    has_threads.set()  # the client's
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of other versions, which each worker is asked for
            from distributed import Client

            place = urlsplit(address)
            socket.create_connection((place.hostname or "", place.port), _SECONDS_TO_ANSWER).close()
            client = Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except ModuleNotFoundError:
        raise ParamsError(
            "--cluster braucht das Paket „distributed“; bitte installieren: pip install 'auszug[cluster]'"
        ) from None
    except (OSError, ValueError):
        raise ParamsError(
            f"--cluster: Unter „{address}“ antwortet kein Scheduler von Dask; "
            "bitte starten („dask scheduler“) oder die Adresse berichtigen, etwa tcp://127.0.0.1:8786."
        ) from None
    with client:
        cluster = Cluster(client, seconds, folders)
        if not cluster.workers:
            raise ParamsError(
                f"--cluster: Am Scheduler „{address}“ ist kein Worker angemeldet; "
                f"bitte mindestens einen starten: dask worker {address}"
            )
        yield cluster
