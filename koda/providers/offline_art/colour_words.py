"""Words for colours, in several languages, with what they look like."""

from __future__ import annotations

_NAMED = (
    "red:d8322f crimson:b3122f scarlet:e0301e ruby:b0123f burgundy:6d1a2e maroon:6b1f24 "
    "cherry:c2183c wine:6a1b34 rust:a8472a brick:a34a38 coral:ff7a5c salmon:f58f7c "
    "orange:f0842c tangerine:f58a1f amber:f2a81d apricot:f6b27c peach:f9bfa0 terracotta:c4623f "
    "ochre:c8902e gold:d6a32e yellow:f3cf3a lemon:f6e05a mustard:d3a52b "
    "cream:f4ead2 beige:dfd0b5 sand:dcc49a ivory:f4efe0 tan:c9a77c brown:7a5036 "
    "chocolate:5a3524 coffee:5d4030 bronze:9a6b38 copper:b5683f green:3f9050 lime:a5cc3a "
    "olive:7f7f38 sage:9bb094 mint:a2ddc2 emerald:128a5e jade:2ba27c forest:2a5a3c teal:15807f "
    "turquoise:35bfb5 aqua:4fc8cf cyan:32bcd8 blue:2f6fd0 azure:3a8fe0 navy:1c2f5c "
    "cobalt:2350b5 indigo:3a3a9a ultramarine:2a3bb0 sapphire:1f4fb0 cerulean:2f8fc4 "
    "periwinkle:9aa3ea purple:7b3fa8 violet:7f4fd0 lavender:b7a4e6 lilac:c8a8dc plum:78386b "
    "mauve:b08fb5 magenta:cf2b8d fuchsia:e03aa0 pink:f08fb0 rose:e0607e blush:f2c0bc "
    "white:f5f3ee black:1c1b20 grey:8a8d92 gray:8a8d92 silver:b9bfc6 charcoal:3a3d44 "
    "rouge:d8322f bleu:2f6fd0 vert:3f9050 rojo:d8322f azul:2f6fd0 verde:3f9050 rot:d8322f "
    "blau:2f6fd0 grün:3f9050 amarillo:f3cf3a jaune:f3cf3a gelb:f3cf3a"
)

COLOURS = {name: code for name, _, code in (pair.partition(":") for pair in _NAMED.split())}
