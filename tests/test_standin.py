"""Digits that stand in: the route that tells how far the fetching of other pictures has come."""

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from playground import image_data
from playground.image_data import Fetch
from playground.ui import assets
from playground.ui.image_routes import image_routes


@pytest.fixture
def client(monkeypatch):
    asked = []

    def fetch(key):
        if key not in ("mnist", "digits"):
            return image_data.load(key)
        asked.append(key)
        return Fetch(done=3, total=10)

    monkeypatch.setattr(image_data, "fetch_in_background", fetch)
    with TestClient(Starlette(routes=image_routes()), base_url="http://testserver") as client:
        client.asked = asked
        yield client


def test_asking_how_far_pictures_are_sets_the_fetching_going(client):
    told = client.get(f"/{assets.BASE}/pictures/mnist").json()
    assert told == {"done": 3, "total": 10, "finished": False, "error": None}
    assert client.asked == ["mnist"]


def test_pictures_that_there_are_not_are_told_so(client):
    answer = client.get(f"/{assets.BASE}/pictures/cats")
    assert answer.status_code == 404
    assert "mnist" in answer.json()["error"]


def test_other_sites_cannot_set_a_fetching_going(client):
    answer = client.get(f"/{assets.BASE}/pictures/mnist", headers={"Origin": "http://elsewhere.example"})
    assert answer.status_code == 403
    assert not client.asked
