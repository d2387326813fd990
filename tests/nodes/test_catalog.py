"""Built-in kinds are sound, and a package's kinds come in by its entry point."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from koda.nodes.catalog import collect_kinds
from koda.nodes.image import ImageParameters, image_generator, whole_prompt
from koda.nodes.speech import SpeechParameters, speech
from koda.providers.models import Models, shipped_cards
from koda.runs.kind import Arriving

ROOT = Path(__file__).resolve().parent.parent.parent
NOTHING = Arriving({})


@pytest.fixture
def models() -> Models:
    return Models(shipped_cards(), {})


@pytest.fixture
def package(tmp_path: Path) -> Iterator[Path]:
    """An installed package with an entry point, whose module is still to be written."""
    info = tmp_path / "example_package-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: example-package\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[koda.nodes]\nexample = example_package:kinds\n")
    sys.path.insert(0, str(tmp_path))
    yield tmp_path
    sys.path.remove(str(tmp_path))
    sys.modules.pop("example_package", None)


def test_every_kind_has_sound_defaults(models: Models) -> None:
    for key, kind in collect_kinds(models).items():
        assert kind.spec.kind == key
        assert kind.parameters.model_validate({})
        assert kind.spec.runs == (kind.run is not None)
        properties = kind.spec.parameters["properties"]
        assert isinstance(properties, dict)
        assert all("x-control" in schema for schema in properties.values())  # type: ignore[operator]


def test_the_example_of_the_docs_is_a_kind(models: Models, package: Path) -> None:
    page = (ROOT / "docs" / "extend" / "node.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    (package / "example_package.py").write_text(code)
    kind = collect_kinds(models)["example.count"]
    assert kind.spec.title == "Count words"


def test_a_package_that_breaks_leaves_the_others_alone(models: Models, package: Path) -> None:
    (package / "example_package.py").write_text("raise RuntimeError('broken')")
    assert "image-generator" in collect_kinds(models)


def test_a_package_cannot_replace_a_kind(models: Models, package: Path) -> None:
    (package / "example_package.py").write_text(
        "from koda.nodes.text import TEXT\ndef kinds(models, text_models):\n    return [TEXT]\n"
    )
    assert collect_kinds(models)["text"].spec.description == "Words that flow into other nodes."


def test_a_prompt_is_presets_then_texts_then_its_own() -> None:
    parameters = ImageParameters(prompt="at dawn ", style_preset="watercolor", lens_preset="macro")
    assert whole_prompt(parameters, ["a fox", " "]) == (
        "loose watercolor on rough paper, soft bleeding edges, "
        "macro lens, extreme close detail, a fox, at dawn"
    )


def test_auto_takes_the_best_model_that_can_be_used() -> None:
    without = Models(shipped_cards(), {"fal": "no key"})
    best = without.find("auto", "image")
    assert best is not None
    assert best.card.id == "offline-image"
    best = Models(shipped_cards(), {}).find("auto", "image")
    assert best is not None
    assert best.card.id == "nanobanana-2"


@pytest.mark.parametrize(
    ("parameters", "counts", "codes"),
    [
        ({}, {}, ["missing_input"]),
        ({"prompt": "x"}, {}, []),
        ({"style_preset": "anime"}, {}, []),
        ({}, {"text": 1}, []),
        ({"prompt": "x", "model": "none-such"}, {}, ["model_unknown"]),
        ({"prompt": "x", "model": "flux-schnell"}, {"reference": 1}, ["input_not_taken"]),
        (
            {"prompt": "x", "model": "flux-kontext"},
            {"reference": 2},
            ["too_many_inputs"],
        ),
        ({"prompt": "x", "model": "grok-imagine-image-edit"}, {}, ["missing_input"]),
        ({"prompt": "x", "model": "flux-pro"}, {}, ["model_retired"]),
    ],
)
def test_what_stops_a_generator_is_known_before_it_runs(
    models: Models, parameters: dict[str, str], counts: dict[str, int], codes: list[str]
) -> None:
    forecast = image_generator(models).forecast
    assert forecast is not None
    found = forecast(ImageParameters.model_validate(parameters), Arriving(counts))
    assert [problem.code for problem in found.problems] == codes
    assert all(problem.remedy for problem in found.problems)


def test_the_price_counts_pictures_and_resolution(models: Models) -> None:
    forecast = image_generator(models).forecast
    assert forecast is not None

    def price(**parameters: object) -> int:
        values = {"prompt": "x", "model": "nanobanana-pro", **parameters}
        return forecast(ImageParameters.model_validate(values), NOTHING).price

    assert price() == 150_000
    assert price(image_count=3) == 3 * price()
    assert price(resolution="4K") > price()


def test_parameters_that_a_model_does_not_read_do_not_count(models: Models) -> None:
    forecast = image_generator(models).forecast
    assert forecast is not None
    found = forecast(ImageParameters(prompt="x", model="nanobanana-2"), NOTHING)
    assert {"steps", "cfg_scale", "strength"} <= found.ignored
    assert not {"prompt", "aspect_ratio", "image_count"} & found.ignored


@pytest.mark.parametrize(
    ("parameters", "counts", "codes"),
    [
        ({}, {}, ["missing_input"]),
        ({"prompt": "Hello"}, {}, []),
        ({}, {"text": 1}, []),
        ({"dialogue": [{"voice": "nova", "text": "Hello"}]}, {}, []),
        ({"model": "elevenlabs-dialogue"}, {"text": 1}, ["missing_input"]),
    ],
)
def test_speech_needs_words_or_lines(
    models: Models, parameters: dict[str, object], counts: dict[str, int], codes: list[str]
) -> None:
    forecast = speech(models).forecast
    assert forecast is not None
    wanted = SpeechParameters.model_validate({"model": "offline-speech", **parameters})
    found = forecast(wanted, Arriving(counts))
    assert [problem.code for problem in found.problems] == codes
