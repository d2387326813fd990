"""Acts and transcripts over HTTP."""

from __future__ import annotations

import httpx2

from tests.server.test_run_routes import ended, new_canvas

FOX = {"template": "A fox."}


async def test_an_act_runs_a_node_that_is_not_on_the_canvas_once(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, name="Acts")
    body = {"key": "one", "kind": "text-template", "parameters": {"template": "A fox."}}
    first = await http.post(f"/api/canvases/{canvas}/acts", json=body)
    again = await http.post(f"/api/canvases/{canvas}/acts", json=body)
    assert first.status_code == 201
    assert first.json()["id"] == again.json()["id"]
    run = await ended(http, first.json()["id"])
    assert run["steps"][0]["outputs"]["output"]["text"] == "A fox."
    assert run["steps"][0]["node"] == "act-one"
    results = (await http.get(f"/api/canvases/{canvas}/results")).json()
    assert results["results"] == [], "it is no node of the canvas"


async def test_an_act_tells_its_price_before_and_uses_what_is_known(
    http: httpx2.AsyncClient,
) -> None:
    canvas = await new_canvas(http, name="Acts")
    acts = f"/api/canvases/{canvas}/acts"
    body = {"key": "one", "kind": "text-template", "parameters": {"template": "A fox."}}
    plan = (await http.post(f"{acts}/plan", json=body)).json()
    assert (plan["to_run"], plan["price"], plan["problems"]) == (1, 0, [])
    await ended(http, (await http.post(acts, json=body)).json()["id"])
    known = (await http.post(f"{acts}/plan", json=body | {"key": "two"})).json()
    assert known["to_run"] == 0
    fresh = (await http.post(f"{acts}/plan", json=body | {"key": "two", "fresh": True})).json()
    assert fresh["to_run"] == 1


async def test_an_act_says_what_it_needs(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, name="Acts")
    acts = f"/api/canvases/{canvas}/acts"
    await http.post(acts, json={"key": "used", "kind": "text-template", "parameters": FOX})
    other = await http.post(acts, json={"key": "used", "kind": "prompt-enhancer"})
    assert (other.status_code, other.json()["remedy"]) == (409, "Send a new key.")
    unknown = await http.post(acts, json={"key": "k", "kind": "nothing"})
    assert unknown.json()["code"] == "run.problems"
    strange = await http.post(acts, json={"key": "../k", "kind": "text-template"})
    assert strange.json()["code"] == "invalid"
    gone = await http.post("/api/canvases/none/acts", json={"key": "k", "kind": "text-template"})
    assert gone.status_code == 404


async def test_a_transcript_belongs_to_a_step_of_its_run(http: httpx2.AsyncClient) -> None:
    canvas = await new_canvas(http, name="Acts")
    body = {"key": "one", "kind": "text-template", "parameters": {"template": "A fox."}}
    run = (await http.post(f"/api/canvases/{canvas}/acts", json=body)).json()
    await ended(http, run["id"])
    step = run["steps"][0]["id"]
    found = await http.get(f"/api/runs/{run['id']}/steps/{step}/transcript")
    assert found.json() == {"parts": [], "ended": True}
    other = await http.get(f"/api/runs/another/steps/{step}/transcript")
    assert other.status_code == 404
