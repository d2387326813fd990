"""The words that steer a picture, as data: things, hours, weather, moods, styles, cameras."""

from __future__ import annotations

from collections.abc import Iterator

# Two and more words that mean one thing, or that would name a thing which is not meant.
PHRASES = {
    "hot air balloon": "balloon",
    "top hat": "tophat",
    "party hat": "partyhat",
    "black and white": "monochrome",
    "black-and-white": "monochrome",
    "low poly": "lowpoly",
    "low-poly": "lowpoly",
    "pixel art": "pixelart",
    "8-bit": "pixelart",
    "stained glass": "stainedglass",
    "art deco": "artdeco",
    "pop art": "popart",
    "paper cut": "papercut",
    "paper-cut": "papercut",
    "paper art": "papercut",
    "cherry blossom": "sakura",
    "northern light": "aurora",
    "golden hour": "goldenhour",
    "line art": "lineart",
    "oil painting": "impasto",
    "oil on canvas": "impasto",
    "milky way": "galaxy",
    "outer space": "space",
    "top down": "topdown",
    "top-down": "topdown",
    "close up": "closeup",
    "close-up": "closeup",
    "still life": "stilllife",
    "product shot": "product",
    "product photo": "product",
    "flat lay": "topdown",
    "ice cream": "icecream",
    "polar bear": "bear white",
    "app icon": "logo",
    "tea pot": "teapot",
    "ukiyo-e": "woodblock",
    "blue hour": "dusk",
    "full moon": "moonlight",
    "new york": "city",
    "high rise": "skyscraper",
    "double exposure": "doubleexposure portrait",
    "sci-fi": "scifi",
    "stop motion": "papercut",
    "water color": "watercolor",
    "van gogh": "vangogh",
    "tilt-shift": "tiltshift",
    "tilt shift": "tiltshift",
    # wordings of a camera or a medium whose words would name a subject
    "depth of field": "shallow",
    "portrait lens": "shallow",
    "wide-angle lens": "wide",
    "macro lens": "macro",
    "camera angle": "",
    "seen in profile": "",
    "tilted camera": "dutch",
    "slanted horizon": "dutch",
    "camera on the ground": "lowangle",
    "low camera": "lowangle",
    "low angle": "lowangle",
    "looking up": "lowangle",
    "from directly above": "overhead",
    "bird's eye": "aerial",
    "from high above": "aerial",
    "clean lines": "",
    "painted background": "",
    "rough paper": "",
    "paper grain": "",
    "film grain": "grainy",
    "ink outlines": "",
    "wet reflections": "wet",
    "few shapes": "minimal",
    "empty space": "minimal",
    "negative space": "minimal",
    "rich layered": "",
    "comic book": "comic",
    "book panel": "",
    "fine detail": "",
    "blurred background": "shallow",
    "soft background": "shallow",
    "cinematic still": "cinematic",
    "white background": "minimal",
    "black background": "minimal dark",
    "plain background": "minimal",
    "golden retriever": "retriever",
}

# family thing: words
_THINGS = """
creature fox: fox vixen renard zorro fuchs volpe 狐 🦊
creature wolf: wolf husky coyote loup lobo 🐺
creature dog: dog puppy hound retriever labrador corgi terrier shepherd dalmatian poodle chien
creature dog: perro hund 犬 狗 🐶 🐕
creature cat: cat kitten kitty tabby feline chat gato katze gatto кот кошка 猫 고양이 🐱 🐈
creature lion: lion lioness puma león löwe 狮 🦁
creature tiger: tiger leopard panther cheetah jaguar tigre 虎 🐯
creature horse: horse pony stallion mare cheval caballo pferd 马 馬 🐴 🐎
creature zebra: zebra 🦓
creature unicorn: unicorn pegasus 🦄
creature deer: deer stag elk moose reindeer antelope doe fawn cerf ciervo hirsch 鹿 🦌
creature bear: bear grizzly cub oso bär 熊 🐻
creature panda: panda 🐼
creature koala: koala wombat 🐨
creature elephant: elephant mammoth éléphant elefante elefant 象 🐘
creature rabbit: rabbit bunny hare lapin conejo hase 兔 🐰 🐇
creature monkey: monkey gorilla ape chimpanzee orangutan affe singe 猴 🐵 🐒
creature pig: pig piglet boar cerdo schwein cochon 猪 🐷
creature cow: cow bull calf ox bison buffalo vache vaca kuh 牛 🐮 🐄
creature sheep: sheep lamb ram goat alpaca llama mouton oveja schaf 羊 🐑
creature frog: frog toad grenouille rana frosch 蛙 🐸
creature penguin: penguin pingouin pingüino pinguin 🐧
creature mouse: mouse mice rat hamster squirrel hedgehog souris ratón maus 鼠 🐭 🐹
creature raccoon: raccoon badger otter 🦝
creature owl: owl hibou búho eule 🦉
creature bird: bird crow raven sparrow robin eagle hawk falcon parrot hummingbird kingfisher
creature bird: oiseau pájaro vogel 鸟 鳥 🐦
creature heron: heron crane flamingo stork swan goose duck 🦩
creature dragon: dragon wyvern dinosaur 龙 龍 🐉 🐲
creature knight: knight cowboy rider
flora butterfly: butterfly moth papillon mariposa schmetterling 蝶 🦋
flora flower: flower rose daisy orchid lotus poppy dahlia lily floral blossom bloom tulip peony
flora flower: sunflower wildflower anemone 🌸 🌹 🌻 🌷 🌼 fleur flor blume fiore цветок 花 꽃
flora leaf: leaf leaves fern plant monstera botanical herbarium eucalyptus 🌿 🍃
flora cactus: cactus cacti succulent 🌵
flora mushroom: mushroom mushrooms fungi toadstool 🍄
deep fish: fish goldfish koi salmon tuna shark poisson pez fisch 鱼 魚 🐟 🐠
deep whale: whale orca dolphin baleine ballena wal 鲸 🐋 🐳
deep jellyfish: jellyfish medusa méduse qualle
deep octopus: octopus squid kraken pulpo 🐙
deep turtle: turtle tortoise 🐢
deep reef: reef coral underwater undersea aquarium diver seaweed seabed atlantis
portrait portrait: portrait headshot selfie face retrato porträt
portrait sailor: sailor captain fisherman pirate marin
portrait woman: woman girl lady queen princess mother grandmother dancer goddess witch actress
portrait woman: bride femme mujer frau donna 女
portrait man: man boy king prince father grandfather gentleman wizard monk boxer musician samurai
portrait man: warrior viking soldier homme hombre mann uomo 男
portrait person: person people human child hero wanderer hiker
space astronaut: astronaut cosmonaut spaceman 👩‍🚀
space planet: planet saturn jupiter mars moons earth planète planeta 🪐 🌍
space galaxy: galaxy nebula cosmos universe constellation supernova stars starry 🌌
space space: space orbit asteroid comet interstellar alien 宇宙 👽
space rocket: rocket spaceship spacecraft starship shuttle ufo satellite 🚀 🛸
city street: street alley avenue boulevard crosswalk rue calle straße 街
city city: city skyline downtown metropolis tokyo manhattan hongkong skyscraper skyscrapers town
city city: village ville ciudad stadt città город 城市 都市 🏙 🌃
road car: car automobile truck porsche ferrari taxi van bus voiture coche auto 车 🚗 🏎
road motorcycle: motorcycle motorbike bike bicycle scooter
road road: road highway route racetrack
building arch: arch architecture stairs staircase courtyard villa pavilion museum corridor column
building arch: cathedral monastery ruins palace church
building room: room interior hallway library bedroom kitchen cafe bookstore office chair
building room: sofa
still bottle: bottle perfume cologne fragrance serum lotion wine whisky whiskey shampoo flacon
still bottle: cosmetic parfum beer soda
still cup: cup mug coffee tea espresso cappuccino latte matcha café kaffee 咖啡 茶 コーヒー
still vase: vase pottery ceramic amphora jar pot teapot pitcher jug urn
still bouquet: bouquet 💐
still fruit: fruit apple pear lemon peach pomegranate cherry plum lime strawberry avocado
still fruit: watermelon pizza 🍓 🍒 🍉 🥑 🍕 manzana apfel pomme 苹果 🍎 🍐 🍊 🍋
still cake: cake cupcake dessert pastry pancake pancakes gâteau tarta torte 🎂 🍰
still burger: burger hamburger sandwich cheeseburger 🍔
still icecream: icecream gelato sundae 🍦 🍨
still candle: candle lantern 🕯
still bowl: bowl ramen soup noodles salad breakfast dinner plate food meal sushi pasta rice 🍜 🥗
still product: product packaging skincare
still shoe: shoe sneaker sneakers boot 👟
still camera: camera 📷
still watch: watch wristwatch clock ⌚
still book: book books novel 📚
still phone: phone smartphone iphone 📱
still guitar: guitar ukulele violin cello 🎸
still lamp: lamp
still bag: bag handbag backpack purse
still stilllife: stilllife table
robot robot: robot android cyborg mech droid automaton roboter 机器人 🤖
land mountain: mountain peak alps summit himalaya valley canyon cliff fjord 🏔 ⛰ montagne montaña
land mountain: berg montagna гора 山 산
land forest: forest woods pine pines tree trees grove redwood forêt bosque wald лес 森 森林 🌲 🌳
land lake: lake river pond waterfall lac lago fluss 湖
land sea: sea ocean beach coast wave waves shore seaside bay mer meer mare море 海 바다 🌊 🏖
land dune: dune dunes desert sahara sand oasis désert desierto wüste пустыня 沙漠
land meadow: meadow field hill hills countryside prairie grass garden lavender wheat farm vineyard
land meadow: landscape scenery paysage paisaje landschaft
land aurora: aurora borealis
land island: island tropical palm palms
land volcano: volcano lava eruption
land cabin: cabin house cottage hut barn home chalet maison casa haus дом 家
land lighthouse: lighthouse phare faro leuchtturm
land temple: temple pagoda shrine torii 寺 神社 ⛩
land castle: castle fortress tower château castillo schloss
land boat: boat ship sailboat yacht canoe kayak bateau barco schiff 船
land balloon: balloon balloons
land sakura: sakura
emblem logo: logo logotype icon emblem badge sticker mascot symbol branding
"""

# aspect: words
_ASPECTS = """
dawn: dawn sunrise daybreak aube amanecer morgen sonnenaufgang
morning: morning matin mañana
day: day noon midday daylight sunny bright blue-sky jour
golden: golden goldenhour afternoon
sunset: sunset sundown 🌅 🌇 atardecer sonnenuntergang tramonto закат
dusk: dusk twilight evening gloaming soir
night: night midnight nocturnal nuit noche nacht notte ночь 夜
moonlight: 🌙 🌕 moonlight moonlit moon lune luna mond 月
dark: dark darkness gloomy gothic spooky haunted
rain: rain rainy raining drizzle storm pluie lluvia regen pioggia дождь 雨 🌧
storm: storm stormy thunderstorm thunder lightning tempest orage tormenta sturm ⛈
dramatic: dramatic intense moody
snow: snow snowy snowfall blizzard neige nieve schnee снег 雪 ❄ ☃
winter: winter frozen ice icy arctic frost glacier antarctic hiver
fog: fog foggy mist misty haze hazy brume
cloud: cloud clouds cloudy overcast nuage
autumn: 🍂 🍁 autumn fall october automne otoño herbst autunno осень 秋
spring: spring april printemps primavera frühling 春
summer: summer july été verano sommer 夏
calm: calm serene peaceful quiet tranquil zen gentle dreamy cozy cosy
warm: warm warmth chaud
cool: cool cold froid
joyful: joyful happy cheerful playful fun vibrant colorful colourful vivid festival party
sad: sad lonely melancholy alone abandoned ancient
aged: old elderly aged senior grandmother grandfather grandma grandpa wise
hair: hair haired hairstyle
beard: beard bearded viking
profile: profile silhouette
doubleexposure: doubleexposure
epic: epic majestic grand heroic mighty monumental
magic: magic magical fantasy enchanted mystical fairy ethereal surreal dream glowing mythical
luxury: luxury elegant premium golden gilded royal
watercolor: watercolor watercolour aquarelle acuarela aquarell gouache wash
oil: oil oils impasto renaissance baroque rembrandt acrylic
impressionist: impressionist impressionism monet painterly brushstrokes vangogh pointillism
pencil: pencil sketch drawing charcoal graphite croquis lineart engraving etching
comic: comic comics cartoon manga popart lichtenstein halftone
anime: anime ghibli shinkai
cyberpunk: cyberpunk neon synthwave vaporwave futuristic scifi retrowave holographic
vintage: vintage retro nostalgic polaroid sepia seventies antique faded
minimal: minimal minimalist minimalism minimalistic
cinematic: cinematic film movie blockbuster
photo: photo photorealistic realistic photography dslr hyperrealistic
monochrome: monochrome grayscale greyscale bw noir
pixelart: pixelart pixel pixels 8bit voxel
lowpoly: lowpoly polygon polygonal
woodblock: woodblock linocut hokusai lino woodcut
riso: risograph riso screenprint silkscreen
blueprint: blueprint schematic technical
pastel: pastel pastels
flow: flow flowing swirl swirls silk fluid
glass: stainedglass mosaic voronoi
bauhaus: bauhaus suprematist kandinsky constructivist mondrian
geometric: geometric geometry shapes
topographic: topographic contour contours topography
marble: marbling suminagashi agate marbled
mesh: gradient gradients mesh aura wallpaper background
papercut: papercut collage origami
paper: paper layered layers
pattern: pattern patterns seamless tessellation artdeco ornament
abstract: abstract abstraction nonfigurative
daisy: daisy chamomile 🌼
tulip: tulip 🌷
poppy: poppy
rose: rose peony 🌹
sunflower: sunflower 🌻
anemone: anemone orchid lotus lily 🌸
globe: hydrangea dahlia
apple: apple manzana apfel pomme 🍎
pear: pear 🍐
orange: orange tangerine 🍊
lemon: lemon lime 🍋
cherry: cherry cherries 🍒
strawberry: strawberry 🍓
avocado: avocado 🥑
watermelon: watermelon 🍉
pizza: pizza 🍕
wine: wine whisky whiskey beer
perfume: perfume cologne fragrance parfum
salad: salad
matcha: matcha
sheet: botanical herbarium specimen
monstera: monstera
jungle: jungle rainforest
wood: wood wooden oak
van: van bus camper truck minivan 🚐
taxi: taxi cab 🚕
village: village town pueblo dorf
beach: beach shore seaside playa plage strand 🏖
waterfall: waterfall cascade
lavenderfield: lavender
sunglasses: sunglasses shades 😎 🕶
glasses: eyeglasses spectacles glasses
hat: hat fedora sombrero stetson
tophat: tophat
crown: crown tiara king queen prince princess royalty 👑
wizardhat: wizard witch sorcerer sorceress mage
cap: cap captain sailor
beanie: beanie toque
partyhat: birthday party
headphones: headphones headset dj
scarf: scarf
asleep: asleep sleeping resting napping sleep sleepy
macro: macro closeup
lowangle: lowangle
dutch: dutch
fisheye: fisheye
tiltshift: tiltshift miniature
shallow: shallow bokeh
anamorphic: anamorphic
wide: panorama panoramic aerial drone vista
aerial: aerial drone
overhead: overhead topdown birdseye
"""


def _rows(table: str) -> Iterator[tuple[str, list[str]]]:
    for row in table.strip().splitlines():
        key, _, words = row.partition(":")
        yield key, words.split()


KINDS = {key.split()[1]: key.split()[0] for key, _ in _rows(_THINGS)}
"""thing: the family of pictures that it belongs to."""


def _tags() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in (_THINGS, _ASPECTS):
        for key, words in _rows(table):
            tag = key.split()[-1]
            for word in (tag, *words):
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), tag)))
    return found


TAGS = _tags()
"""word: what it stands for."""

_OWN_COLOUR = (
    "hair sunglasses glasses hat tophat crown wizardhat cap beanie partyhat headphones scarf sunset"
    " dawn dusk moonlight aurora cloud fog snow tulip rose daisy poppy sunflower"
)
DYED = frozenset(KINDS) | frozenset(_OWN_COLOUR.split())
"""What a colour said before it belongs to."""

BLOSSOM_COLOURS = frozenset(["rose", "lavender", "lilac", "peach", "violet", "cherry"])
"""Words that name a colour even though they also name a thing; other such words do not."""

FORCING: dict[str, str] = {
    "logo": "emblem", "abstract": "abstract", "pattern": "abstract", "bauhaus": "abstract",
    "marble": "abstract", "topographic": "abstract", "product": "still",
}  # fmt: skip
"""Tags that decide the family whatever else is said."""

WEAK = frozenset(
    ["astronaut", "space", "planet", "galaxy", "knight", "man", "woman", "person", "street", "room",
     "flower", "leaf", "candle", "fruit", "stilllife"]
)  # fmt: skip
"""Things that are the subject only when nothing else is."""

_ABSTRACT = ("flow", "mesh", "geometric", "glass", "papercut")
_OUTDOORS = (
    "dawn", "morning", "day", "golden", "sunset", "dusk", "night", "moonlight", "rain", "storm",
    "snow", "winter", "fog", "cloud", "autumn", "spring", "summer", "calm", "epic", "wide", "magic",
)  # fmt: skip
HINTS: dict[str, str] = {
    "jungle": "flora", "cyberpunk": "city",
    **dict.fromkeys(_ABSTRACT, "abstract"), **dict.fromkeys(_OUTDOORS, "land"),
}  # fmt: skip
"""What is painted when no thing is named."""
