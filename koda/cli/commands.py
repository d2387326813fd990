"""Every command of the command line as data: its words, options, help and exit codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Shape = Literal["text", "port", "dollars", "list", "switch"]


@dataclass(frozen=True, slots=True)
class Option:
    """An option, or a positional argument when its name has no dashes.

    Attributes:
        name: `--port`, or `FILE`.
        help: One sentence.
        shape: What it takes; a `list` may be given several times.
        metavar: What its value is called.
    """

    name: str
    help: str
    shape: Shape = "text"
    metavar: str = ""

    @property
    def is_positional(self) -> bool:
        """Whether it stands by itself."""
        return not self.name.startswith("-")


@dataclass(frozen=True, slots=True)
class Command:
    """A command.

    Attributes:
        words: `("db", "status")`.
        summary: One sentence without a full stop, for the list of commands.
        description: What it does, in paragraphs.
        start: Its function as `module:function`, imported only when the command is used.
        codes: What its exit codes mean, beside 0.
        examples: Command lines that work.
    """

    words: tuple[str, ...]
    summary: str
    description: str
    start: str
    options: tuple[Option, ...] = ()
    codes: tuple[tuple[int, str], ...] = ()
    examples: tuple[str, ...] = ()


DATA = Option("--data", "Folder for everything that Koda keeps (KODA_DATA).", metavar="DIR")
HOST = Option("--host", "Address to listen on (KODA_HOST).", metavar="ADDRESS")
PORT = Option("--port", "Port to listen on, 0 for a free one (KODA_PORT).", "port", "PORT")
WRONG_USE = (2, "wrong use, or a setting that cannot be used; one line says what to do")
_EMULATED = (
    Option("--host", "Address to listen on.", metavar="ADDRESS"),
    Option("--port", "Port to listen on, 0 for a free one.", "port", "PORT"),
)
_ENDPOINT = Option("ID", "Its id, such as fal-ai/flux/dev, or the address of its page.")

COMMANDS: tuple[Command, ...] = (
    Command(
        words=("serve",),
        summary="Serve Koda and open it in the browser (the default command)",
        description="Prints one line with the address to open; the token in it is made once and "
        "kept in the data folder. When the default port is taken, the next free one is used; a "
        "port that was asked for is used or refused. Beyond loopback Koda only listens where it "
        "can ask who calls: with a password, or an identity provider. Ctrl-C or SIGTERM ends it; "
        "runs go on at the next start.",
        start="koda.cli.serve:run",
        options=(
            HOST,
            PORT,
            DATA,
            Option("--no-open", "Do not open the browser.", "switch"),
            Option(
                "--make-password",
                "Make a password if none is set, keep it in the data folder, and say it once: for "
                "containers.",
                "switch",
            ),
        ),
        codes=((1, "it could not start"), WRONG_USE),
        examples=("koda", "koda --port 4000", "koda serve --no-open --data ~/koda"),
    ),
    Command(
        words=("backup",),
        summary="Write everything of this Koda into one file",
        description="Canvases, runs, results, presets and every media file, as of one moment, also "
        "while Koda runs. The file is there only when it is whole, and has the checksums of its "
        "parts. Stored keys of services and sessions are not in it.",
        start="koda.cli.backup:make",
        options=(
            Option("FILE", "The file to write."),
            DATA,
            Option("--no-media", "Leave the media files out.", "switch"),
            Option("--force", "Write over a file that is there.", "switch"),
        ),
        codes=((2, "it could not be made; nothing is left of it, and one line says why"),),
        examples=("koda backup koda-monday.tar", "koda backup records.tar --no-media"),
    ),
    Command(
        words=("restore",),
        summary="Fill an empty Koda from a backup, on any database and store",
        description="The new Koda may keep its records and files elsewhere than the old one did: "
        "that is how a laptop's canvases move to a server or to a cloud. Everything is read and "
        "compared with its checksums before anything is written.",
        start="koda.cli.backup:restore",
        options=(
            Option("FILE", "A file that `koda backup` wrote."),
            DATA,
            Option("--check", "Only read it and compare its checksums.", "switch"),
        ),
        codes=((2, "the file is damaged, or this Koda is not empty; one line says which"),),
        examples=(
            "koda restore koda-monday.tar --data new",
            "koda restore koda-monday.tar --check",
        ),
    ),
    Command(
        words=("health",),
        summary="Ask the server of this machine whether it can serve",
        description="For containers and supervisors: asks /api/health/ready at the port that the "
        "settings name.",
        start="koda.cli.health:run",
        options=(HOST, PORT),
        codes=((1, "it does not answer, or it cannot serve now"), WRONG_USE),
        examples=("koda health", "koda health --port 4000"),
    ),
    Command(
        words=("run",),
        summary="Run a canvas without a browser and write its results",
        description="FILE is a canvas as Koda or the original exports it, the answer of "
        "`/api/canvases/{id}`, or the name of a template. What it would cost is said first. Known "
        "results are not made again: the data folder is the same as the server's, so both share "
        "one cache. Afterwards the canvas lies in the trash of that folder, unless --keep is "
        "given. The paths of the written files go to standard output, everything else to standard "
        "error; the file results.json in DIR says how each file was made. Ctrl-C cancels the run; "
        "finished steps keep their results.",
        start="koda.cli.run:run",
        options=(
            Option("FILE", "A canvas file, or the name of a template."),
            Option(
                "--set",
                "Set a parameter; NODE is an id or a name, and a file parameter takes @PATH.",
                "list",
                "NODE.PARAM=VALUE",
            ),
            Option("--target", "Run only this node and what it needs.", "list", "NODE"),
            Option("--out", "Folder for the results (default: koda-results).", metavar="DIR"),
            DATA,
            Option("--fresh", "Make everything again, also what is known.", "switch"),
            Option("--yes", "Spend what it costs without asking.", "switch"),
            Option(
                "--ceiling",
                "Spend up to this many dollars without asking; refuse what costs more.",
                "dollars",
                "DOLLARS",
            ),
            Option("--keep", "Keep the canvas on the home page.", "switch"),
        ),
        codes=(
            (1, "steps failed or wait for an answer; the code and the remedy are printed"),
            (2, "wrong use, or problems on the canvas, listed with their places; nothing ran"),
            (130, "interrupted: the run was cancelled"),
        ),
        examples=(
            "koda run first-light",
            'koda run first-light --set Idea.content="A lighthouse in fog" --out pictures',
            "koda run canvas.json --set Photo.asset=@photo.png --target Poster --ceiling 0.50",
        ),
    ),
    Command(
        words=("animate",),
        summary="Draw a motion document into a film, without a server",
        description="FILE is a scene.json that the engine Python wrote or a person did; beside "
        "it, film.json says how long and how large the film is, and the folder media has its "
        "pictures and films. What is wrong with the document is printed with its line. The "
        "ending of OUT says what is made: .mp4, .webm (with transparency), .gif, or .zip for PNG "
        "pictures. It needs the extra `animation`.",
        start="koda.cli.animate:run",
        options=(
            Option("FILE", "The motion document."),
            Option("OUT", "The film that is made; one that is there is written over."),
        ),
        codes=((1, "a frame could not be drawn"), (2, "wrong use, or faults in the document")),
        examples=("koda animate scene.json film.mp4", "koda animate scene.json pictures.zip"),
    ),
    Command(
        words=("doctor",),
        summary="Check every setting and service, and say what to do",
        description="Checks the settings, the data folder, the database, the page, the media "
        "libraries and each service that is set up. It changes nothing, costs nothing and prints "
        "no secret.",
        start="koda.cli.doctor:run",
        options=(DATA, Option("--json", "Print JSON.", "switch")),
        codes=((1, "a check failed"),),
        examples=("koda doctor",),
    ),
    Command(
        words=("verify",),
        summary="Check a deployment that runs",
        description="Asks a Koda at an address as any program would: its configuration, a picture "
        "by the cheapest model, a better prompt, whether pictures and canvases stay, whether "
        "events arrive one by one. The price of the picture is shown and asked for before it is "
        "made. What the checks make is taken away again.",
        start="koda.cli.verify:run",
        options=(
            Option("URL", "Where the deployment is: https://koda.example.com."),
            Option("--token", "Its access token, or an API key (KODA_TOKEN).", metavar="TOKEN"),
            Option("--yes", "Make the picture without asking.", "switch"),
            Option(
                "--cloud",
                "Everything must be in the cloud: records, media, models.",
                "switch",
            ),
            Option("--json", "Print JSON.", "switch"),
        ),
        codes=((1, "a check failed"), WRONG_USE),
        examples=("koda verify https://koda.example.com --yes",),
    ),
    Command(
        words=("db", "migrate"),
        summary="Bring the database up to this Koda",
        description="Applies the migrations that are missing. The server does the same at its "
        "start.",
        start="koda.cli.db:migrate",
        options=(DATA,),
        codes=((1, "the database could not be changed"), WRONG_USE),
    ),
    Command(
        words=("db", "status"),
        summary="Say which migrations the database has",
        description="Lists the migrations. It makes no database.",
        start="koda.cli.db:status",
        options=(DATA,),
        codes=((1, "migrations are missing, or there is no database"), WRONG_USE),
    ),
    Command(
        words=("audit",),
        summary="Print the audit log",
        description="Prints who did what to the doors of this Koda, the newest first, one JSON "
        "object a line, read straight from the database: also while no server runs.",
        start="koda.cli.audit:export",
        options=(DATA, Option("--csv", "Print a table with commas.", "switch")),
        codes=((1, "there is no database, or it cannot be read"), WRONG_USE),
        examples=("koda audit --csv > audit.csv",),
    ),
    Command(
        words=("assets", "gc"),
        summary="Take away media files that nothing uses",
        description="What no canvas, result, recipe, favourite or preset uses for KODA_UNUSED_DAYS "
        "goes to the trash, where it can be restored; what lies there for KODA_TRASH_DAYS is "
        "removed for good. The server does the same once an hour; both may run at once.",
        start="koda.cli.assets:gc",
        options=(DATA, Option("--dry-run", "Only say what would be done.", "switch")),
        codes=((1, "something was left alone, or the database failed"), WRONG_USE),
        examples=("koda assets gc --dry-run",),
    ),
    Command(
        words=("assets", "move"),
        summary="Copy all media files into another asset store",
        description="Copies what the other store lacks, with previews, checked by its sha256; the "
        "files stay where they are, too. It may be stopped and begun again, and the server may "
        "run meanwhile. Afterwards it says what to set.",
        start="koda.cli.assets_move:run",
        options=(
            Option("--to", "The other store: r2, s3 or local.", metavar="STORE"),
            Option(
                "--from", "Where the files are; the one in use (ASSET_STORAGE).", metavar="STORE"
            ),
            DATA,
            Option("--dry-run", "Only say what would be copied.", "switch"),
            Option("--verify", "Read back what is there, and compare it.", "switch"),
        ),
        codes=((1, "some files could not be copied, or are in neither store"), WRONG_USE),
        examples=("koda assets move --to r2 --dry-run", "koda assets move --to r2 --verify"),
    ),
    Command(
        words=("assets", "cors"),
        summary="Print the CORS policy that a bucket needs",
        description="As JSON, for the settings of the bucket; it allows the page at "
        "KODA_PUBLIC_URL to send large files straight into it.",
        start="koda.cli.assets_cors:run",
        options=(DATA,),
        codes=(WRONG_USE,),
    ),
    Command(
        words=("endpoints", "search"),
        summary="Find endpoints of fal.ai",
        description="A line for each: id, what it makes of what, price (with FAL_KEY). Every one "
        "of them can be added as a node.",
        start="koda.cli.endpoints:search",
        options=(
            Option("WORDS", "What to look for; the whole id, or the address of its page."),
            DATA,
        ),
        codes=((1, "nothing was found, or fal.ai does not answer"), WRONG_USE),
        examples=('koda endpoints search "image to video"',),
    ),
    Command(
        words=("endpoints", "add"),
        summary="Add an endpoint of fal.ai as a node",
        description="Its description is kept in the data folder: the node is there without the "
        "network and after a restart. A server over the same folder offers it at once.",
        start="koda.cli.endpoints:add",
        options=(_ENDPOINT, DATA),
        codes=((1, "fal.ai does not answer"), (2, "wrong use, or fal.ai has no such endpoint")),
        examples=("koda endpoints add fal-ai/flux/dev",),
    ),
    Command(
        words=("endpoints", "list"),
        summary="List the endpoints that were added",
        description="In the order in which they were added.",
        start="koda.cli.endpoints:list_added",
        options=(DATA,),
        codes=(WRONG_USE,),
    ),
    Command(
        words=("endpoints", "refresh"),
        summary="Ask fal.ai again what an added endpoint takes and gives",
        description="Where it changed, the node gets a new version, and results of before are "
        "not used again. Nodes on canvases keep what is set on them.",
        start="koda.cli.endpoints:refresh",
        options=(_ENDPOINT, DATA),
        codes=((1, "fal.ai does not answer"), (2, "wrong use, or it was not added")),
    ),
    Command(
        words=("endpoints", "remove"),
        summary="Take an added endpoint away",
        description="Refused while a canvas has nodes of it.",
        start="koda.cli.endpoints:remove",
        options=(_ENDPOINT, DATA),
        codes=((2, "wrong use, a canvas uses it, or it was not added"),),
    ),
    Command(
        words=("api",),
        summary="Print the OpenAPI document",
        description="The same for every set-up. Nothing is opened or started.",
        start="koda.cli.api:run",
        examples=("koda api > openapi.json",),
    ),
    Command(
        words=("sandbox", "probe"),
        summary="Try a box for the code of animations",
        description="Makes a real box with the provider that is set, runs its Python, looks for "
        "its Chromium, and ends it. Says what is missing and what to do about it.",
        start="koda.cli.sandbox:probe",
        options=(DATA,),
        codes=((1, "there are none to be had here"), WRONG_USE),
    ),
    Command(
        words=("sandbox", "list"),
        summary="List the boxes that live",
        description="Those of this Koda, by the provider that is set, with until when they live.",
        start="koda.cli.sandbox:list_boxes",
        options=(DATA,),
        codes=(WRONG_USE,),
    ),
    Command(
        words=("sandbox", "sweep"),
        summary="End boxes that nobody will end",
        description="Those past their time, and those whose process on this machine is dead. The "
        "server does the same by itself.",
        start="koda.cli.sandbox:sweep",
        options=(DATA,),
        codes=(WRONG_USE,),
    ),
    Command(
        words=("sandbox", "build-image"),
        summary="Build the image of boxes in Docker or Podman",
        description="Called as `SANDBOX_IMAGE` says. About 1 GB; it takes minutes and loads from "
        "the registries of Docker, Debian and PyPI.",
        start="koda.cli.sandbox:build_image",
        options=(
            DATA,
            Option("--base", "An image to stand on instead of Python's own.", metavar="IMAGE"),
        ),
        codes=((1, "it could not be built"), WRONG_USE),
    ),
    Command(
        words=("sandbox", "build-template"),
        summary="Build the template of boxes at E2B",
        description="Called as `E2B_TEMPLATE_ID` says, or `koda-sandbox`, with the cores and the "
        "memory that `SANDBOX_CPUS` and `SANDBOX_MEMORY` say. E2B builds it, in minutes.",
        start="koda.cli.sandbox:build_template",
        options=(Option("PROVIDER", "Where: `e2b`."), DATA),
        codes=((1, "it could not be built"), WRONG_USE),
        examples=("koda sandbox build-template e2b",),
    ),
    Command(
        words=("emulate", "fal"),
        summary="Serve a stand-in for fal.ai on this machine",
        description="Prints the settings that make Koda use it, then serves until Ctrl-C.",
        start="koda.cli.emulate:fal",
        options=_EMULATED,
        codes=((1, "it could not start"),),
    ),
    Command(
        words=("emulate", "anthropic"),
        summary="Serve a stand-in for Anthropic's language models on this machine",
        description="Prints the settings that make Koda use it, then serves until Ctrl-C. It "
        "answers what Koda asks for by scripts; your own ones come before those.",
        start="koda.cli.emulate:anthropic",
        options=(
            *_EMULATED,
            Option("--rules", "A JSON file of scripts, or a folder of them.", metavar="PATH"),
        ),
        codes=((1, "it could not start"), (2, "wrong use, or the scripts cannot be used")),
        examples=("koda emulate anthropic --rules scripts/",),
    ),
    Command(
        words=("emulate", "e2b"),
        summary="Serve a stand-in for E2B's boxes on this machine",
        description="Prints the settings that make Koda use it, then serves until Ctrl-C. Its "
        "boxes really run commands, closed in by bubblewrap; it needs Linux and the extra `e2b`.",
        start="koda.cli.emulate:e2b",
        options=_EMULATED,
        codes=((1, "it could not start"), (2, "wrong use, or something is not installed")),
    ),
)

GROUPS = {
    "assets": "The media files of the library",
    "db": "The database's migrations",
    "endpoints": "Any endpoint of fal.ai as a node",
    "sandbox": "Boxes for the code of animations",
    "emulate": "Stand-ins for cloud services, for trials and tests",
}
"""What the first words of two-word commands stand for."""
