import pytest

from reseller import Gpus, Panel

pytest_plugins = ["pytest_hostdouble"]

ANN = {"number": 7, "name": "Ann Lee", "email": "ann@lee.example"}
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ann@lee.example"


class Shop:
    """The shop as tests open it: it waits by the clock of a world, and `waited` says how often and how long."""

    def __init__(self, world, timeout=30):
        self.waited = []

        def sleep(seconds):
            self.waited.append(seconds)
            world.advance(f"PT{seconds}S")

        options = {"sleep": sleep, "timeout": timeout}
        self.panel = Panel(world.urls["virtfusion"], world.credentials["virtfusion"]["token"], **options)
        self.gpus = Gpus(world.urls["infrahub"], world.credentials["infrahub"]["apiKey"], **options)


@pytest.fixture
def shop(world):
    return Shop(world)


@pytest.fixture
def shop_in():
    return Shop


@pytest.fixture
def ann():
    return ANN


@pytest.fixture
def key():
    return KEY
