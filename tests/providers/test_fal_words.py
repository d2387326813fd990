"""What fal.ai says about failures is read in each of its shapes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koda.core.errors import ProviderAmbiguous, ProviderError, ProviderRefused
from koda.providers.fal import app_of
from koda.providers.fal_errors import (
    Complaint,
    read_complaint,
    read_failure,
    result_failure,
    retry_after,
    submit_failure,
)
from koda.providers.fal_history import contains


def answer(status: int, body: Any, **headers: str) -> httpx2.Response:
    return httpx2.Response(status, json=body, headers=headers)


@pytest.mark.parametrize(
    ("response", "complaint"),
    [
        (
            answer(422, {"detail": [{"loc": ["body", "image_urls", 0], "msg": "No", "type": "t"}]}),
            Complaint("t", "No", "image_urls.0"),
        ),
        (
            answer(422, [{"loc": ["body", "prompt"], "msg": "No", "type": "t"}]),
            Complaint("t", "No", "prompt"),
        ),
        (
            answer(504, {"detail": "Request timed out", "error_type": "request_timeout"}),
            Complaint("request_timeout", "Request timed out"),
        ),
        (
            answer(503, {"detail": "Gone"}, **{"x-fal-error-type": "runner_disconnected"}),
            Complaint("runner_disconnected", "Gone"),
        ),
        (httpx2.Response(502, text="<html>"), Complaint("", "fal.ai answered 502.")),
        (answer(400, {}), Complaint("", "fal.ai answered 400.")),
        (answer(400, {"detail": "x" * 900}), Complaint("", "x" * 400 + "…")),
    ],
)
def test_a_complaint_is_read(response: httpx2.Response, complaint: Complaint) -> None:
    assert read_complaint(response) == complaint


@given(
    st.integers(300, 599),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["detail", "error", "loc", "msg", "type"]), inner, max_size=3
            )
        ),
        max_leaves=8,
    ),
)
def test_whatever_is_answered_becomes_an_error_with_its_type(status: int, body: Any) -> None:
    response = answer(status, body)
    for error in (
        submit_failure(response),
        read_failure(response),
        result_failure(response, "r1"),
    ):
        assert error.message
        assert error.fields["provider"] == "fal"
    sure = isinstance(submit_failure(response), ProviderRefused)
    assert sure != isinstance(submit_failure(response), ProviderAmbiguous)
    assert sure == (status < 500 and status not in {408, 409, 425}) or status not in KNOWN


KNOWN = {*range(300, 400), 400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, *range(500, 600)}


def test_a_models_own_failure_stays_and_a_gateways_passes() -> None:
    own = answer(500, {"detail": "Internal Server Error"}, **{"x-fal-request-id": "r1"})
    assert not result_failure(own, "r1").retryable
    assert result_failure(httpx2.Response(502, text="nginx"), "r1").retryable


def test_a_failure_that_may_pass_says_to_run_again() -> None:
    passing = result_failure(
        answer(
            422,
            {"detail": [{"loc": ["body", "prompt"], "msg": "Busy", "type": "busy"}]},
            **{"x-fal-retryable": "true"},
        ),
        "r1",
    )
    assert isinstance(passing, ProviderError)
    assert passing.fields["retryable"] is True
    assert "again" in passing.remedy


def test_a_wait_is_read_in_seconds_or_as_a_date() -> None:
    soon = datetime.now(UTC) + timedelta(seconds=30)
    assert retry_after("7") == 7.0
    assert retry_after("-1") == 0.0
    assert retry_after(format_datetime(soon, usegmt=True)) == pytest.approx(30, abs=3)
    assert retry_after("soon") is None
    assert retry_after("") is None


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=10,
)


@given(VALUES)
def test_a_value_contains_itself_also_after_a_round_trip(value: Any) -> None:
    assert contains(json.loads(json.dumps(value)), value)


@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), st.text(max_size=3), VALUES)
def test_more_members_do_not_hide_a_request_and_fewer_do(
    body: dict[str, Any], name: str, value: Any
) -> None:
    assert contains({name: value, **body}, body)
    for missing in body:
        assert not contains({k: v for k, v in body.items() if k != missing}, body)


@pytest.mark.parametrize(
    ("whole", "part"), [(True, 1), (0, False), ([1, 2], [1]), ("1", 1), (None, {}), ([1], {"a": 1})]
)
def test_values_of_another_kind_or_length_are_not_the_same(whole: Any, part: Any) -> None:
    assert not contains(whole, part)


@pytest.mark.parametrize(
    ("endpoint", "app"),
    [
        ("fal-ai/flux/schnell", "fal-ai/flux"),
        ("openai/gpt-image-2", "openai/gpt-image-2"),
        ("bytedance/seedream/v5/pro/edit", "bytedance/seedream"),
        ("workflows/me/mine/run", "workflows/me/mine"),
    ],
)
def test_requests_are_kept_under_owner_and_app(endpoint: str, app: str) -> None:
    assert app_of(endpoint) == app
