"""What each emulated fal endpoint takes, by the vendor's published types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
_TEN = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16")
_LONG = ("4:1", "1:4", "8:1", "1:8")
_KONTEXT = ("21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21")
_GROK = ("2:1", "20:9", "19.5:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:19.5")


@dataclass(frozen=True, slots=True)
class Field:
    """A member of a body: its type, and what it may be."""

    type: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    required: bool = False


@dataclass(frozen=True, slots=True)
class Schema:
    """An endpoint's input; `format` and `size` are what it gives when the body does not say."""

    fields: Mapping[str, Field] = field(default_factory=dict[str, Field])
    format: str = "png"
    size: str = "square_hd"


_PROMPT = {"prompt": Field("text", required=True)}
_SEED = {"seed": Field("integer")}
_SYNC = {"sync_mode": Field("boolean")}
_SAFE = {"enable_safety_checker": Field("boolean")}
_COUNT = {"num_images": Field("integer", least=1, most=4)}
_NEGATIVE = {"negative_prompt": Field("text")}
_STEPS = {
    "guidance_scale": Field("number", least=0, most=20),
    "num_inference_steps": Field("integer", least=1, most=50),
}
_URL = {"image_url": Field("url", required=True)}
_TWO = {"output_format": Field("choice", ("jpeg", "png"))}
_THREE = {"output_format": Field("choice", ("jpeg", "png", "webp"))}
_SPEED = {"acceleration": Field("choice", ("none", "regular", "high"))}
_COLORS = {"colors": Field("list"), "background_color": Field("object")}


def _size(*more: str) -> dict[str, Field]:
    return {"image_size": Field("size", (*SIZES, *more))}


def _urls(most: int) -> dict[str, Field]:
    return {"image_urls": Field("urls", least=1, most=most, required=True)}


def _tolerance(most: int) -> dict[str, Field]:
    return {
        "safety_tolerance": Field("choice", tuple(str(n) for n in range(1, most + 1))),
    }


_FLUX_2 = _PROMPT | _SEED | _SYNC | _SAFE | _TWO | _tolerance(5)
_KONTEXT_BOTH = (
    _PROMPT
    | _SEED
    | _SYNC
    | _COUNT
    | _TWO
    | _tolerance(6)
    | {
        "aspect_ratio": Field("choice", _KONTEXT),
        "enhance_prompt": Field("boolean"),
        "guidance_scale": Field("number", least=1, most=20),
    }
)
_NANO = (
    _PROMPT
    | _SEED
    | _SYNC
    | _COUNT
    | _THREE
    | _tolerance(6)
    | {
        "enable_web_search": Field("boolean"),
        "limit_generations": Field("boolean"),
        "system_prompt": Field("text"),
    }
)
_NANO_PRO = _NANO | {
    "aspect_ratio": Field("choice", ("auto", *_TEN)),
    "resolution": Field("choice", ("1K", "2K", "4K")),
}
_NANO_2 = _NANO | {
    "aspect_ratio": Field("choice", ("auto", *_TEN, *_LONG)),
    "resolution": Field("choice", ("0.5K", "1K", "2K", "4K")),
    "thinking_level": Field("choice", ("minimal", "high")),
}
_GPT = (
    _PROMPT
    | _SYNC
    | _COUNT
    | _THREE
    | _size("auto")
    | {"quality": Field("choice", ("auto", "low", "medium", "high"))}
)
_SEEDREAM_PRO = _PROMPT | _SYNC | _SAFE | _COUNT | _TWO | _size("auto_1K", "auto_2K")
_SEEDREAM_LITE = (
    _PROMPT
    | _SYNC
    | _SAFE
    | _size("auto_2K", "auto_3K")
    | {"num_images": Field("integer", least=1, most=6), "max_images": Field("integer", least=1)}
)
_QWEN = (
    _PROMPT
    | _SEED
    | _SYNC
    | _SAFE
    | _COUNT
    | _THREE
    | _NEGATIVE
    | _size()
    | {"enable_prompt_expansion": Field("boolean")}
)
_Z_IMAGE = (
    _PROMPT
    | _SEED
    | _SYNC
    | _SAFE
    | _COUNT
    | _THREE
    | _SPEED
    | {
        "enable_prompt_expansion": Field("boolean"),
        "num_inference_steps": Field("integer", least=1, most=8),
    }
)
_KLEIN = (
    _PROMPT
    | _SEED
    | _SYNC
    | _SAFE
    | _COUNT
    | _THREE
    | _size()
    | {"num_inference_steps": Field("integer", least=4, most=8)}
)
_GROK_BOTH = _PROMPT | _SYNC | _COUNT | _THREE | {"resolution": Field("choice", ("1k", "2k"))}
_IDEOGRAM = (
    _PROMPT
    | _SEED
    | _SYNC
    | _size()
    | {
        "num_images": Field("integer", least=1, most=8),
        "rendering_speed": Field("choice", ("TURBO", "BALANCED", "QUALITY")),
    }
)
_RECRAFT_4 = _PROMPT | _SAFE | _COLORS | _size()
_WIDE = "landscape_4_3"

SCHEMAS: dict[str, Schema] = {
    "fal-ai/nano-banana-2": Schema(_NANO_2),
    "fal-ai/nano-banana-2/edit": Schema(_NANO_2 | _urls(14)),
    "fal-ai/nano-banana-pro": Schema(_NANO_PRO),
    "fal-ai/nano-banana-pro/edit": Schema(_NANO_PRO | _urls(14)),
    # Not in the published types: taken to be as its sisters.
    "google/nano-banana-2-lite": Schema(
        _PROMPT | _SYNC | _COUNT | _THREE | {"aspect_ratio": Field("choice", ("auto", *_TEN))}
    ),
    "openai/gpt-image-2": Schema(_GPT, size=_WIDE),
    "openai/gpt-image-2/edit": Schema(_GPT | _urls(16) | {"mask_url": Field("url")}),
    "fal-ai/flux-2-max": Schema(_FLUX_2 | _size(), "jpeg", _WIDE),
    "fal-ai/flux-2-max/edit": Schema(_FLUX_2 | _size("auto") | _urls(9), "jpeg"),
    "fal-ai/flux-2-pro": Schema(_FLUX_2 | _size(), "jpeg", _WIDE),
    "fal-ai/flux-2-pro/edit": Schema(_FLUX_2 | _size("auto") | _urls(9), "jpeg"),
    "fal-ai/flux-2-flex": Schema(_FLUX_2 | _STEPS | _size(), "jpeg", _WIDE),
    "fal-ai/flux-2-flex/edit": Schema(_FLUX_2 | _STEPS | _size("auto") | _urls(9), "jpeg"),
    "fal-ai/flux-2/klein/9b": Schema(_KLEIN, size=_WIDE),
    "fal-ai/flux-2/klein/9b/edit": Schema(_KLEIN | _urls(4)),
    "fal-ai/flux/schnell": Schema(
        _PROMPT | _SEED | _SYNC | _SAFE | _COUNT | _TWO | _STEPS | _SPEED | _size(), "jpeg", _WIDE
    ),
    "fal-ai/flux-pro/kontext": Schema(_KONTEXT_BOTH | _URL, "jpeg"),
    "fal-ai/flux-pro/kontext/text-to-image": Schema(_KONTEXT_BOTH, "jpeg"),
    "bytedance/seedream/v5/pro/text-to-image": Schema(_SEEDREAM_PRO, "jpeg"),
    "bytedance/seedream/v5/pro/edit": Schema(_SEEDREAM_PRO | _urls(10), "jpeg"),
    "bytedance/seedream/v5/lite/text-to-image": Schema(_SEEDREAM_LITE),
    "bytedance/seedream/v5/lite/edit": Schema(_SEEDREAM_LITE | _urls(10)),
    "ideogram/v4": Schema(_IDEOGRAM | _SAFE | _TWO, "jpeg"),
    "fal-ai/ideogram/v3": Schema(
        _IDEOGRAM
        | _NEGATIVE
        | {
            "style": Field("choice", ("AUTO", "GENERAL", "REALISTIC", "DESIGN")),
            "style_preset": Field("text"),
            "style_codes": Field("list"),
            "color_palette": Field("object"),
            "expand_prompt": Field("boolean"),
            "image_urls": Field("urls", least=0, most=10),
        }
    ),
    "fal-ai/recraft/v4.1/text-to-image": Schema(_RECRAFT_4),
    "fal-ai/recraft/v4.1/pro/text-to-image": Schema(_RECRAFT_4),
    "fal-ai/recraft/v4/text-to-image": Schema(_RECRAFT_4),
    "fal-ai/recraft/v3/text-to-image": Schema(
        _PROMPT
        | _SAFE
        | _size()
        | {
            "colors": Field("list"),
            "style": Field(
                "choice",
                ("any", "realistic_image", "digital_illustration", "vector_illustration"),
            ),
            "style_id": Field("text"),
        },
    ),
    "fal-ai/qwen-image-2/text-to-image": Schema(_QWEN),
    "fal-ai/qwen-image-2/edit": Schema(_QWEN | _urls(3)),
    "fal-ai/qwen-image-2/pro/text-to-image": Schema(_QWEN),
    "fal-ai/qwen-image-2/pro/edit": Schema(_QWEN | _urls(3)),
    "fal-ai/z-image/turbo": Schema(_Z_IMAGE | _size(), size=_WIDE),
    "fal-ai/z-image/turbo/image-to-image": Schema(
        _Z_IMAGE | _size("auto") | _URL | {"strength": Field("number", least=0, most=1)}
    ),
    "xai/grok-imagine-image": Schema(_GROK_BOTH | {"aspect_ratio": Field("choice", _GROK)}, "jpeg"),
    "xai/grok-imagine-image/edit": Schema(_GROK_BOTH | _urls(3), "jpeg"),
    "fal-ai/firered-image-edit-v1.1": Schema(
        _PROMPT
        | _SEED
        | _SYNC
        | _SAFE
        | _COUNT
        | _THREE
        | _STEPS
        | _SPEED
        | _NEGATIVE
        | _size()
        | _urls(4)
    ),
    "fal-ai/stable-diffusion-v35-large": Schema(
        _PROMPT | _SEED | _SYNC | _SAFE | _COUNT | _TWO | _STEPS | _NEGATIVE | _size(),
        "jpeg",
        _WIDE,
    ),
}
