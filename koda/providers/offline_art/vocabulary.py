"""The words that steer a picture, as data: one line for each thing, hour, weather, mood, style."""

from __future__ import annotations

# Two and more words that mean one thing.
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

# thing: (family, words)
_THINGS: dict[str, tuple[str, str]] = {
    # creatures
    "fox": ("creature", "fox vixen renard zorro fuchs volpe 狐 🦊"),
    "wolf": ("creature", "wolf husky coyote loup lobo 🐺"),
    "dog": (
        "creature",
        "dog puppy hound retriever labrador corgi terrier shepherd dalmatian poodle"
        " chien perro hund cane 犬 狗 🐶 🐕",
    ),
    "cat": (
        "creature",
        "cat kitten kitty tabby feline chat gato katze gatto кот кошка 猫 고양이 🐱 🐈",
    ),
    "lion": ("creature", "lion lioness puma león löwe 狮 🦁"),
    "tiger": ("creature", "tiger leopard panther cheetah jaguar tigre 虎 🐯"),
    "horse": ("creature", "horse pony stallion mare cheval caballo pferd 马 馬 🐴 🐎"),
    "zebra": ("creature", "zebra 🦓"),
    "unicorn": ("creature", "unicorn pegasus 🦄"),
    "deer": (
        "creature",
        "deer stag elk moose reindeer antelope doe fawn cerf ciervo hirsch 鹿 🦌",
    ),
    "bear": ("creature", "bear grizzly cub ours oso bär 熊 🐻"),
    "panda": ("creature", "panda 🐼"),
    "koala": ("creature", "koala wombat 🐨"),
    "elephant": ("creature", "elephant mammoth éléphant elefante elefant 象 🐘"),
    "rabbit": ("creature", "rabbit bunny hare lapin conejo hase 兔 🐰 🐇"),
    "monkey": ("creature", "monkey gorilla ape chimpanzee orangutan mono affe singe 猴 🐵 🐒"),
    "pig": ("creature", "pig piglet boar cerdo schwein cochon 猪 🐷"),
    "cow": ("creature", "cow bull calf ox bison buffalo vache vaca kuh 牛 🐮 🐄"),
    "sheep": ("creature", "sheep lamb ram goat alpaca llama mouton oveja schaf 羊 🐑"),
    "frog": ("creature", "frog toad grenouille rana frosch 蛙 🐸"),
    "penguin": ("creature", "penguin pingouin pingüino pinguin 🐧"),
    "mouse": ("creature", "mouse mice rat hamster squirrel hedgehog souris ratón maus 鼠 🐭 🐹"),
    "raccoon": ("creature", "raccoon badger otter 🦝"),
    "owl": ("creature", "owl hibou búho eule 🦉"),
    "bird": (
        "creature",
        "bird crow raven sparrow robin eagle hawk falcon parrot hummingbird kingfisher"
        " oiseau pájaro vogel 鸟 鳥 🐦",
    ),
    "heron": ("creature", "heron crane flamingo stork swan goose duck 🦩"),
    "butterfly": ("flora", "butterfly moth papillon mariposa schmetterling 蝶 🦋"),
    "dragon": ("creature", "dragon wyvern dinosaur 龙 龍 🐉 🐲"),
    "knight": ("creature", "knight cowboy rider"),
    "fish": ("deep", "fish goldfish koi salmon tuna shark poisson pez fisch 鱼 魚 🐟 🐠"),
    "whale": ("deep", "whale orca dolphin baleine ballena wal 鲸 🐋 🐳"),
    "jellyfish": ("deep", "jellyfish medusa méduse qualle"),
    "octopus": ("deep", "octopus squid kraken pulpo 🐙"),
    "turtle": ("deep", "turtle tortoise 🐢"),
    # people
    "portrait": ("portrait", "portrait headshot selfie face retrato porträt"),
    "sailor": ("portrait", "sailor captain fisherman pirate marin"),
    "woman": (
        "portrait",
        "woman girl lady queen princess mother grandmother dancer goddess witch actress bride"
        " femme mujer frau donna 女",
    ),
    "man": (
        "portrait",
        "man boy king prince father grandfather gentleman wizard monk boxer musician"
        " samurai warrior viking soldier homme hombre mann uomo 男",
    ),
    "person": ("portrait", "person people human child hero wanderer hiker"),
    # sky and space
    "astronaut": ("space", "astronaut cosmonaut spaceman 👩‍🚀"),
    "planet": ("space", "planet saturn jupiter mars moons earth planète planeta 🪐 🌍"),
    "galaxy": ("space", "galaxy nebula cosmos universe constellation supernova stars starry 🌌"),
    "space": ("space", "space orbit asteroid comet interstellar alien 宇宙 👽"),
    "rocket": ("space", "rocket spaceship spacecraft starship shuttle ufo satellite 🚀 🛸"),
    # towns
    "street": ("city", "street alley avenue boulevard crosswalk rue calle straße 街"),
    "city": (
        "city",
        "city skyline downtown metropolis tokyo manhattan hongkong skyscraper skyscrapers town"
        " village ville ciudad stadt città город 城市 都市 🏙 🌃",
    ),
    "car": ("road", "car automobile truck porsche ferrari taxi van bus voiture coche auto 车 🚗 🏎"),
    "motorcycle": ("road", "motorcycle motorbike bike bicycle scooter"),
    "road": ("road", "road highway route racetrack"),
    # buildings
    "arch": (
        "building",
        "arch architecture stairs staircase courtyard villa pavilion museum corridor column"
        " temple cathedral monastery ruins palace pagoda shrine church",
    ),
    "room": (
        "building",
        "room interior hallway library bedroom kitchen cafe bookstore studio office chair sofa window",
    ),
    # things
    "bottle": (
        "still",
        "bottle perfume cologne fragrance serum lotion wine whisky whiskey shampoo flacon cosmetic"
        " parfum beer soda",
    ),
    "cup": (
        "still",
        "cup mug coffee tea espresso cappuccino latte matcha café kaffee 咖啡 茶 コーヒー",
    ),
    "vase": ("still", "vase pottery ceramic amphora jar pot teapot pitcher jug urn"),
    "bouquet": ("still", "bouquet 💐"),
    "fruit": (
        "still",
        "fruit apple pear lemon peach pomegranate cherry plum lime strawberry avocado watermelon pizza"
        " 🍓 🍒 🍉 🥑 🍕"
        " manzana apfel pomme 苹果 🍎 🍐 🍊 🍋",
    ),
    "cake": ("still", "cake cupcake dessert pastry pancake pancakes gâteau tarta torte 🎂 🍰"),
    "burger": ("still", "burger hamburger sandwich cheeseburger 🍔"),
    "icecream": ("still", "icecream gelato sundae 🍦 🍨"),
    "candle": ("still", "candle lantern 🕯"),
    "bowl": (
        "still",
        "bowl ramen soup noodles salad breakfast dinner plate food meal sushi pasta rice 🍜 🥗",
    ),
    "product": ("still", "product packaging cream tube skincare can"),
    "shoe": ("still", "shoe sneaker sneakers boot 👟"),
    "camera": ("still", "camera 📷"),
    "watch": ("still", "watch wristwatch clock ⌚"),
    "book": ("still", "book books novel 📚"),
    "phone": ("still", "phone smartphone iphone 📱"),
    "guitar": ("still", "guitar ukulele violin cello 🎸"),
    "lamp": ("still", "lamp"),
    "bag": ("still", "bag handbag backpack purse"),
    "stilllife": ("still", "stilllife table"),
    "robot": ("robot", "robot android cyborg mech droid automaton roboter 机器人 🤖"),
    # growing things
    "flower": (
        "flora",
        "flower rose daisy orchid lotus poppy dahlia lily floral blossom bloom tulip peony sunflower"
        " wildflower anemone 🌸 🌹 🌻 🌷 🌼"
        " fleur flor blume fiore цветок 花 꽃",
    ),
    "leaf": (
        "flora",
        "leaf leaves fern plant monstera botanical herbarium eucalyptus 🌿 🍃",
    ),
    "cactus": ("flora", "cactus cacti succulent 🌵"),
    "mushroom": ("flora", "mushroom mushrooms fungi toadstool 🍄"),
    # land
    "mountain": (
        "land",
        "mountain peak alps summit himalaya valley canyon cliff fjord 🏔 ⛰"
        " montagne montaña berg montagna гора 山 산",
    ),
    "forest": (
        "land",
        "forest woods pine pines tree trees grove redwood forêt bosque wald лес 森 森林 🌲 🌳",
    ),
    "lake": ("land", "lake river pond waterfall lac lago fluss 湖"),
    "sea": (
        "land",
        "sea ocean beach coast wave waves shore seaside bay mer meer mare море 海 바다 🌊 🏖",
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
    "sunset": "sunset sundown 🌅 🌇 atardecer sonnenuntergang tramonto закат",
    "dusk": "dusk twilight evening gloaming soir",
    "night": "night midnight nocturnal nuit noche nacht notte ночь 夜",
    "moonlight": "🌙 🌕 moonlight moonlit moon lune luna mond 月",
    "dark": "dark darkness gloomy gothic spooky haunted",
    # weather and season
    "rain": "rain rainy raining drizzle storm pluie lluvia regen pioggia дождь 雨 🌧",
    "storm": "storm stormy thunder lightning tempest orage tormenta sturm ⛈",
    "dramatic": "dramatic intense moody",
    "snow": "snow snowy snowfall blizzard neige nieve schnee снег 雪 ❄ ☃",
    "winter": "winter frozen ice icy arctic frost glacier antarctic hiver",
    "fog": "fog foggy mist misty haze hazy brume",
    "cloud": "cloud clouds cloudy overcast nuage",
    "autumn": "🍂 🍁 autumn fall october automne otoño herbst autunno осень 秋",
    "spring": "spring april printemps primavera frühling 春",
    "summer": "summer july été verano sommer 夏",
    # moods
    "calm": "calm serene peaceful quiet tranquil zen gentle dreamy cozy cosy",
    "warm": "warm warmth chaud",
    "cool": "cool cold froid",
    "joyful": "joyful happy cheerful playful fun vibrant colorful colourful vivid festival party",
    "sad": "sad lonely melancholy alone abandoned ancient",
    "aged": "old elderly aged senior grandmother grandfather grandma grandpa wise",
    "beard": "beard bearded viking",
    "profile": "profile silhouette",
    "doubleexposure": "doubleexposure",
    "epic": "epic majestic grand heroic mighty monumental",
    "magic": "magic magical fantasy enchanted mystical fairy ethereal surreal dream glowing mythical",
    "luxury": "luxury elegant premium golden gilded royal",
    # styles
    "watercolor": "watercolor watercolour aquarelle acuarela aquarell gouache wash",
    "oil": "oil oils impasto renaissance baroque rembrandt acrylic",
    "impressionist": "impressionist impressionism monet painterly brushstrokes vangogh pointillism",
    "pencil": "pencil sketch drawing charcoal graphite croquis lineart engraving etching",
    "comic": "comic comics cartoon manga popart lichtenstein halftone",
    "anime": "anime ghibli shinkai",
    "cyberpunk": "cyberpunk neon synthwave vaporwave futuristic scifi retrowave holographic",
    "vintage": "vintage retro nostalgic polaroid sepia seventies antique faded",
    "minimal": "minimal minimalist minimalism minimalistic",
    "cinematic": "cinematic film movie blockbuster",
    "photo": "photo photorealistic realistic photography dslr hyperrealistic",
    "monochrome": "monochrome grayscale greyscale bw noir",
    "pixelart": "pixelart pixel pixels 8bit voxel",
    "lowpoly": "lowpoly polygon polygonal",
    "woodblock": "woodblock linocut hokusai lino woodcut",
    "riso": "risograph riso screenprint silkscreen",
    "blueprint": "blueprint schematic technical",
    "pastel": "pastel pastels",
    # abstract kinds
    "flow": "flow flowing swirl swirls silk fluid",
    "glass": "stainedglass mosaic voronoi",
    "bauhaus": "bauhaus suprematist kandinsky constructivist mondrian",
    "geometric": "geometric geometry shapes",
    "topographic": "topographic contour contours topography",
    "marble": "marbling suminagashi agate marbled",
    "mesh": "gradient gradients mesh aura wallpaper background",
    "papercut": "papercut collage origami",
    "paper": "paper layered layers",
    "pattern": "pattern patterns seamless tessellation artdeco ornament",
    "abstract": "abstract abstraction nonfigurative",
    # kinds of flowers and fruit, materials
    "daisy": "daisy chamomile 🌼",
    "tulip": "tulip 🌷",
    "poppy": "poppy",
    "rose": "rose peony 🌹",
    "sunflower": "sunflower 🌻",
    "anemone": "anemone orchid lotus lily 🌸",
    "globe": "hydrangea dahlia",
    "apple": "apple manzana apfel pomme 🍎",
    "pear": "pear 🍐",
    "orange": "orange tangerine 🍊",
    "lemon": "lemon lime 🍋",
    "cherry": "cherry cherries 🍒",
    "strawberry": "strawberry 🍓",
    "avocado": "avocado 🥑",
    "watermelon": "watermelon 🍉",
    "pizza": "pizza 🍕",
    "wine": "wine whisky whiskey beer",
    "perfume": "perfume cologne fragrance parfum",
    "salad": "salad",
    "matcha": "matcha",
    "sheet": "botanical herbarium specimen",
    "monstera": "monstera",
    "jungle": "jungle rainforest",
    "wood": "wood wooden oak",
    "van": "van bus camper truck minivan 🚐",
    "taxi": "taxi cab 🚕",
    "village": "village town pueblo dorf",
    "beach": "beach shore seaside playa plage strand 🏖",
    "waterfall": "waterfall cascade",
    "lavenderfield": "lavender",
    # what a head wears or does
    "sunglasses": "sunglasses shades 😎 🕶",
    "glasses": "eyeglasses spectacles glasses",
    "hat": "hat fedora sombrero stetson",
    "tophat": "tophat",
    "crown": "crown tiara king queen prince princess royalty 👑",
    "wizardhat": "wizard witch sorcerer sorceress mage",
    "cap": "cap captain sailor",
    "beanie": "beanie toque",
    "partyhat": "birthday party",
    "headphones": "headphones headset dj",
    "scarf": "scarf",
    "asleep": "asleep sleeping resting napping sleep sleepy",
    # camera
    "macro": "macro closeup",
    "lowangle": "lowangle",
    "dutch": "dutch",
    "fisheye": "fisheye",
    "tiltshift": "tiltshift miniature",
    "shallow": "shallow bokeh",
    "anamorphic": "anamorphic",
    "wide": "panorama panoramic aerial drone vista",
    "aerial": "aerial drone",
    "overhead": "overhead topdown birdseye",
}


def _tags() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for table in ({thing: words for thing, (_, words) in _THINGS.items()}, _ASPECTS):
        for tag, words in table.items():
            for word in (tag, *words.split()):
                found[word] = tuple(dict.fromkeys((*found.get(word, ()), tag)))
    return found


TAGS = _tags()
"""word: what it stands for."""

_OWN_COLOUR = (
    "sunglasses glasses hat tophat crown wizardhat cap beanie partyhat headphones scarf sunset dawn"
    " dusk moonlight aurora cloud fog snow tulip rose daisy poppy sunflower"
)
DYED = frozenset(KINDS) | frozenset(_OWN_COLOUR.split())
"""What a colour said before it belongs to."""

BLOSSOM_COLOURS = frozenset("rose lavender lilac peach violet cherry".split())
"""Words that name a colour even though they also name a thing; other such words do not."""

# Tags that decide the family whatever else is said.
FORCING: dict[str, str] = {
    "logo": "emblem", "abstract": "abstract", "pattern": "abstract", "bauhaus": "abstract",
    "marble": "abstract", "topographic": "abstract", "product": "still",
}  # fmt: skip

# Things that are the subject only when nothing else is.
WEAK = frozenset(
    ["astronaut", "space", "planet", "galaxy", "knight", "man", "woman", "person", "street", "room",
     "flower", "leaf", "candle", "fruit", "stilllife"]
)  # fmt: skip

# What is painted when no thing is named.
HINTS: dict[str, str] = {
    "jungle": "flora", "flow": "abstract", "mesh": "abstract", "geometric": "abstract", "glass": "abstract",
    "papercut": "abstract", "cyberpunk": "city",
    **dict.fromkeys(
        ["dawn", "morning", "day", "golden", "sunset", "dusk", "night", "moonlight", "rain", "storm", "snow", "winter", "fog", "cloud", "autumn", "spring", "summer", "calm", "epic", "wide", "magic"],
        "land",
    ),
}  # fmt: skip
