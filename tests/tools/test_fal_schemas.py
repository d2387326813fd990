"""The tool that reads the vendor's types takes the facts out of them, and nothing else."""

from __future__ import annotations

import json

from tools.fal_schemas import read, write

TYPES = """
export type LoraWeight = {
    /**
     * Where it is.
     */
    path: string | Blob | File;
    scale?: number;
};
export type OneInput = {
    /**
     * How long. Default value: `"5"`
     */
    duration?: "5" | "10";
    image_size?: ImageSize | "square" | "it's";
    loras?: Array<LoraWeight>;
    seconds?: 4 | 8;
    /**
     * What. Default value: `"a sentence that somebody has written: it is no fact at all, is it"`
     */
    prompt?: string;
    image_urls: Array<string>;
    unclear?: Record<string, never>;
};
export type ImageSize = {
    height?: number;
    width?: number;
};
export type OneOutput = SharedOutput;
export type SharedOutput = {
    video: File;
};
export type EndpointTypeMap = {
    "a/one": {
        input: OneInput;
        output: OneOutput;
    };
    "a/gone": {
        input: OneInput;
        output: OneOutput;
    };
};
"""


def test_types_become_short_notes_and_endpoints_that_are_gone_are_left_out() -> None:
    shapes, endpoints = read(TYPES, {"a/one"})
    assert endpoints.keys() == {"a/one"}
    taken, given = (shapes[number - 1] for number in endpoints["a/one"])
    assert given == {"video": "file"}
    size, lora = (shapes.index(one) + 1 for one in shapes if one in (SIZE, LORA))
    assert taken == {
        "duration": "'5'|'10'?=\"5\"",
        "image_size": f"#{size}|'square'|'it''s'?",
        "loras": f"[#{lora}]?",
        "seconds": "4|8?",
        "prompt": "text?",
        "image_urls": "[text]",
        "unclear": "any?",
    }


SIZE = {"height": "number?", "width": "number?"}
LORA = {"path": "file", "scale": "number?"}


def test_what_is_written_is_json_with_a_shape_a_line() -> None:
    shapes, endpoints = read(TYPES, {"a/one"})
    text = write(shapes, endpoints)
    assert json.loads(text) == {"shapes": shapes, "endpoints": endpoints}
    assert len(text.splitlines()) == len(shapes) + len(endpoints) + 4
