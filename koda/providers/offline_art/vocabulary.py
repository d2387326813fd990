"""The words that steer a picture, as data: one line for each thing, hour, weather, mood, style."""

from __future__ import annotations

# Two and more words that mean one thing.
PHRASES = {
    "hot air balloon": "balloon",
    "black and white": "monochrome",
    "black-and-white": "monochrome",
    "low poly": "lowpoly",
    "low-poly": "lowpoly",
    "pixel art": "pixelart",
    "stained glass": "stainedglass",
    "art deco": "artdeco",
    "paper cut": "papercut",
    "paper-cut": "papercut",
    "cherry blossom": "sakura",
    "northern light": "aurora",
    "golden hour": "goldenhour",
    "line art": "lineart",
    "oil painting": "oil",
    "oil on canvas": "oil",
    "milky way": "galaxy",
    "outer space": "space",
    "top down": "overhead",
    "close up": "macro",
    "close-up": "macro",
    "still life": "stilllife",
    "product shot": "product",
    "flat lay": "overhead",
    "ice cream": "icecream",
    "polar bear": "bear",
    "app icon": "logo",
    "tea pot": "teapot",
    "ukiyo-e": "woodblock",
    "blue hour": "dusk",
    "full moon": "moonlight",
    "new york": "city",
    "high rise": "city",
    "double exposure": "portrait",
}

# thing: (family, words)
_THINGS: dict[str, tuple[str, str]] = {
    # creatures
    "fox": ("creature", "fox vixen renard zorro fuchs volpe 狐"),
    "wolf": ("creature", "wolf husky coyote loup lobo"),
    "dog": (
        "creature",
        "dog puppy hound retriever labrador corgi terrier shepherd dalmatian poodle"
        " chien perro hund cane 犬 狗",
    ),
    "cat": ("creature", "cat kitten kitty tabby feline chat gato katze gatto кот кошка 猫 고양이"),
    "lion": ("creature", "lion lioness tiger leopard panther cheetah puma jaguar león löwe 虎"),
    "horse": ("creature", "horse pony stallion mare unicorn zebra cheval caballo pferd 马 馬"),
    "deer": ("creature", "deer stag elk moose reindeer antelope doe fawn cerf ciervo hirsch 鹿"),
    "bear": ("creature", "bear panda grizzly cub ours oso bär 熊"),
    "elephant": ("creature", "elephant mammoth éléphant elefante elefant 象"),
    "rabbit": ("creature", "rabbit bunny hare lapin conejo hase 兔"),
    "owl": ("creature", "owl hibou búho eule"),
    "bird": (
        "creature",
        "bird crow raven sparrow robin eagle hawk falcon parrot hummingbird kingfisher"
        " oiseau pájaro vogel 鸟 鳥",
    ),
    "heron": ("creature", "heron crane flamingo stork swan goose duck"),
    "butterfly": ("flora", "butterfly moth papillon mariposa schmetterling 蝶"),
    "dragon": ("creature", "dragon wyvern dinosaur 龙 龍"),
    "knight": ("creature", "knight cowboy rider samurai warrior"),
    "fish": ("deep", "fish goldfish koi salmon tuna shark poisson pez fisch 鱼 魚"),
    "whale": ("deep", "whale orca dolphin baleine ballena wal"),
    "jellyfish": ("deep", "jellyfish medusa méduse qualle octopus squid"),
    "turtle": ("deep", "turtle tortoise"),
    # people
    "portrait": ("portrait", "portrait headshot selfie face retrato porträt"),
    "sailor": ("portrait", "sailor captain fisherman pirate marin"),
    "woman": (
        "portrait",
        "woman girl lady queen princess mother grandmother dancer goddess witch her actress bride"
        " femme mujer frau donna 女",
    ),
    "man": (
        "portrait",
        "man boy king prince father grandfather gentleman wizard monk boxer musician he"
        " homme hombre mann uomo 男",
    ),
    "person": ("portrait", "person people human child model hero character wanderer hiker"),
    # sky and space
    "astronaut": ("space", "astronaut cosmonaut spaceman"),
    "planet": ("space", "planet saturn jupiter mars moons earth planète planeta"),
    "galaxy": ("space", "galaxy nebula cosmos universe constellation supernova stars starry"),
    "space": ("space", "space orbit asteroid comet interstellar alien 宇宙"),
    "rocket": ("space", "rocket spaceship spacecraft starship shuttle ufo satellite"),
    # towns
    "street": ("city", "street alley avenue boulevard crosswalk rue calle straße 街"),
    "city": (
        "city",
        "city skyline downtown metropolis tokyo manhattan hongkong skyscraper skyscrapers town"
        " ville ciudad stadt città город 城市 都市",
    ),
    "car": ("road", "car automobile truck porsche ferrari taxi van bus voiture coche auto 车"),
    "motorcycle": ("road", "motorcycle motorbike bike bicycle scooter"),
    "road": ("road", "road highway route racetrack"),
    # buildings
    "arch": (
        "building",
        "arch architecture stairs staircase courtyard villa pavilion museum corridor column"
        " temple cathedral monastery ruins palace interior room hallway library",
    ),
    # things
    "bottle": (
        "still",
        "bottle perfume cologne fragrance serum lotion wine whisky whiskey shampoo flacon cosmetic"
        " parfum beer soda",
    ),
    "cup": (
        "still",
        "cup mug coffee tea espresso cappuccino latte matcha chocolate café kaffee 咖啡 茶 コーヒー",
    ),
    "vase": ("still", "vase pottery ceramic amphora jar pot teapot pitcher jug urn"),
    "bouquet": ("still", "bouquet roses tulip tulips peony peonies sunflower sunflowers lilies"),
    "fruit": (
        "still",
        "fruit apple pear orange lemon lemons peach pomegranate cherry cherries plum lime"
        " manzana apfel pomme 苹果",
    ),
    "cake": ("still", "cake cupcake dessert pastry pancake pancakes birthday gâteau tarta torte"),
    "burger": ("still", "burger hamburger sandwich cheeseburger"),
    "icecream": ("still", "icecream gelato sundae"),
    "candle": ("still", "candle lantern lamp"),
    "bowl": ("still", "bowl ramen soup noodles salad breakfast dinner plate food meal pizza sushi"),
    "product": ("still", "product packaging cream tube skincare can"),
    "shoe": ("still", "shoe sneaker sneakers watch jewelry ring headphones camera phone bag"),
    "stilllife": ("still", "stilllife table"),
    "robot": ("robot", "robot android cyborg mech droid automaton roboter 机器人"),
    # growing things
    "flower": (
        "flora",
        "flower rose daisy orchid lotus poppy dahlia lily floral blossom bloom"
        " fleur flor blume fiore цветок 花 꽃",
    ),
    "leaf": ("flora", "leaf leaves fern plant monstera botanical herbarium eucalyptus succulent"),
    "mushroom": ("flora", "mushroom mushrooms fungi toadstool"),
    # land
    "mountain": (
        "land",
        "mountain peak alps summit himalaya range valley canyon cliff fjord"
        " montagne montaña berg montagna гора 山 산",
    ),
    "forest": (
        "land",
        "forest wood woods jungle pine pines tree trees grove redwood forêt bosque wald лес 森 森林",
    ),
    "lake": ("land", "lake river pond reflection waterfall lac lago see fluss 湖"),
    "sea": (
        "land",
        "sea ocean beach coast wave waves shore seaside bay mer mar meer mare море 海 바다",
    ),
    "dune": ("land", "dune dunes desert sahara sand oasis désert desierto wüste пустыня 沙漠"),
    "meadow": (
        "land",
        "meadow field hill hills countryside prairie grass garden lavender wheat farm vineyard"
        " landscape scenery paysage paisaje landschaft",
    ),
    "aurora": ("land", "aurora borealis"),
    "island": ("land", "island tropical palm palms"),
    "volcano": ("land", "volcano lava eruption"),
    "cabin": ("land", "cabin house cottage hut barn home chalet maison casa haus дом 家"),
    "lighthouse": ("land", "lighthouse phare faro leuchtturm"),
    "castle": ("land", "castle fortress tower château castillo schloss"),
    "boat": ("land", "boat ship sailboat yacht canoe kayak bateau barco schiff 船"),
    "balloon": ("land", "balloon balloons"),
    "sakura": ("land", "sakura"),
    # beneath
    "reef": ("deep", "reef coral underwater undersea aquarium diver seaweed seabed atlantis"),
    # marks
    "logo": ("emblem", "logo logotype icon emblem badge sticker mascot symbol branding"),
}

KINDS = {thing: family for thing, (family, _) in _THINGS.items()}

_ASPECTS = {
    # hours and light
    "dawn": "dawn sunrise daybreak aube amanecer morgen sonnenaufgang",
    "morning": "morning matin mañana",
    "day": "day noon midday daylight sunny bright blue-sky jour",
    "golden": "golden goldenhour afternoon",
    "sunset": "sunset sundown atardecer sonnenuntergang tramonto закат",
    "dusk": "dusk twilight evening gloaming soir",
    "night": "night midnight nocturnal nuit noche nacht notte ночь 夜",
    "moonlight": "moonlight moonlit moon lune luna mond 月",
    "dark": "dark darkness gloomy shadow shadowy noir gothic",
    # weather and season
    "rain": "rain rainy raining wet drizzle storm pluie lluvia regen pioggia дождь 雨",
    "storm": "stormy thunder lightning tempest dramatic",
    "snow": "snow snowy snowfall blizzard neige nieve schnee снег 雪",
    "winter": "winter frozen ice icy arctic frost glacier antarctic hiver",
    "fog": "fog foggy mist misty haze hazy brume",
    "cloud": "cloud clouds cloudy overcast nuage",
    "autumn": "autumn fall october automne otoño herbst autunno осень 秋",
    "spring": "spring april printemps primavera frühling 春",
    "summer": "summer july été verano sommer 夏",
    # moods
    "calm": "calm serene peaceful quiet tranquil zen gentle soft dreamy sleepy cozy cosy",
    "joyful": "joyful happy cheerful playful fun vibrant colorful colourful vivid festival party",
    "sad": "sad lonely melancholy moody alone abandoned old ancient",
    "epic": "epic majestic grand heroic mighty monumental",
    "magic": "magic magical fantasy enchanted mystical fairy ethereal surreal dream glowing mythical",
    "luxury": "luxury elegant premium golden gilded royal",
    # styles
    "watercolor": "watercolor watercolour aquarelle acuarela aquarell gouache wash",
    "oil": "oil oils impasto renaissance baroque rembrandt canvas acrylic",
    "impressionist": "impressionist impressionism monet painterly brushstrokes vangogh gogh",
    "pencil": "pencil sketch drawing charcoal graphite croquis lineart engraving etching",
    "comic": "comic cartoon manga popart pop-art lichtenstein halftone",
    "anime": "anime ghibli shinkai",
    "cyberpunk": "cyberpunk neon synthwave vaporwave futuristic scifi retrowave holographic",
    "vintage": "vintage retro nostalgic polaroid sepia seventies antique 1970s faded",
    "minimal": "minimal minimalist minimalism simple clean flat vector",
    "cinematic": "cinematic film movie anamorphic blockbuster",
    "photo": "photo photograph photorealistic realistic photography dslr 35mm bokeh hyperrealistic",
    "monochrome": "monochrome grayscale greyscale bw",
    "pixelart": "pixelart pixel pixels 8bit voxel",
    "lowpoly": "lowpoly polygon polygonal origami",
    "woodblock": "woodblock linocut hokusai lino print risograph screenprint",
    # abstract kinds
    "flow": "flow flowing swirl swirls motion energy wind silk fluid",
    "glass": "stainedglass mosaic voronoi glass crystal",
    "bauhaus": "bauhaus geometric geometry suprematist kandinsky shapes composition constructivist",
    "topographic": "topographic contour contours topography lines map",
    "marble": "marble marbling suminagashi ink liquid agate",
    "mesh": "gradient gradients mesh blur wallpaper background aura",
    "papercut": "papercut layered layers paper collage",
    "pattern": "pattern patterns tile seamless tessellation artdeco ornament wallpaper",
    "abstract": "abstract abstraction nonfigurative",
    # camera
    "macro": "macro closeup detail",
    "wide": "wide panorama panoramic aerial drone vista",
    "overhead": "overhead topdown birdseye",
}

TAGS: dict[str, str] = {
    word: tag
    for table in (_ASPECTS, {thing: words for thing, (_, words) in _THINGS.items()})
    for tag, words in table.items()
    for word in {tag, *words.split()}
}

# (family, tags that force it, tags that hint at it when no thing is named)
FAMILIES: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("emblem", frozenset({"logo"}), frozenset()),
    (
        "abstract",
        frozenset({"abstract", "pattern", "bauhaus", "marble", "topographic", "glass"}),
        frozenset({"flow", "mesh", "papercut"}),
    ),
    ("portrait", frozenset({"portrait"}), frozenset()),
    ("still", frozenset({"product"}), frozenset()),
    (
        "land",
        frozenset(),
        frozenset(
            [
                "dawn",
                "morning",
                "day",
                "golden",
                "sunset",
                "dusk",
                "night",
                "moonlight",
                "rain",
                "storm",
                "snow",
                "winter",
                "fog",
                "cloud",
                "autumn",
                "spring",
                "summer",
                "calm",
                "epic",
                "wide",
                "magic",
            ]
        ),
    ),
    ("city", frozenset(), frozenset({"cyberpunk"})),
)

COLOURS: dict[str, str] = dict(
    pair.split(":")
    for pair in [
        "red:d8322f",
        "crimson:b3122f",
        "scarlet:e0301e",
        "ruby:b0123f",
        "burgundy:6d1a2e",
        "maroon:6b1f24",
        "cherry:c2183c",
        "wine:6a1b34",
        "rust:a8472a",
        "brick:a34a38",
        "coral:ff7a5c",
        "salmon:f58f7c",
        "orange:f0842c",
        "tangerine:f58a1f",
        "amber:f2a81d",
        "apricot:f6b27c",
        "peach:f9bfa0",
        "terracotta:c4623f",
        "ochre:c8902e",
        "gold:d6a32e",
        "golden:dba637",
        "yellow:f3cf3a",
        "lemon:f6e05a",
        "mustard:d3a52b",
        "cream:f4ead2",
        "beige:dfd0b5",
        "sand:dcc49a",
        "ivory:f4efe0",
        "tan:c9a77c",
        "brown:7a5036",
        "chocolate:5a3524",
        "coffee:5d4030",
        "bronze:9a6b38",
        "copper:b5683f",
        "green:3f9050",
        "lime:a5cc3a",
        "olive:7f7f38",
        "sage:9bb094",
        "mint:a2ddc2",
        "emerald:128a5e",
        "jade:2ba27c",
        "forest:2a5a3c",
        "teal:15807f",
        "turquoise:35bfb5",
        "aqua:4fc8cf",
        "cyan:32bcd8",
        "blue:2f6fd0",
        "azure:3a8fe0",
        "sky:86c3ee",
        "navy:1c2f5c",
        "cobalt:2350b5",
        "indigo:3a3a9a",
        "ultramarine:2a3bb0",
        "sapphire:1f4fb0",
        "cerulean:2f8fc4",
        "periwinkle:9aa3ea",
        "purple:7b3fa8",
        "violet:7f4fd0",
        "lavender:b7a4e6",
        "lilac:c8a8dc",
        "plum:78386b",
        "mauve:b08fb5",
        "magenta:cf2b8d",
        "fuchsia:e03aa0",
        "pink:f08fb0",
        "rose:e0607e",
        "blush:f2c0bc",
        "white:f5f3ee",
        "black:1c1b20",
        "grey:8a8d92",
        "gray:8a8d92",
        "silver:b9bfc6",
        "charcoal:3a3d44",
        "rouge:d8322f",
        "bleu:2f6fd0",
        "vert:3f9050",
        "rojo:d8322f",
        "azul:2f6fd0",
        "verde:3f9050",
        "rot:d8322f",
        "blau:2f6fd0",
        "grün:3f9050",
        "amarillo:f3cf3a",
        "jaune:f3cf3a",
        "gelb:f3cf3a",
    ]
)
