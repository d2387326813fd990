"""Write web/openapi.json and its TypeScript types; with --check say if they are in step."""

from __future__ import annotations

import difflib
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "web" / "openapi.json"
TYPES = ROOT / "web" / "src" / "api" / "schema.gen.ts"


def main(arguments: list[str]) -> int:
    """Write both files, or compare them."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = {DOCUMENT: Path(folder, "openapi.json"), TYPES: Path(folder, "schema.gen.ts")}
        fresh[DOCUMENT].write_text(openapi_document(), encoding="utf-8")
        write_types(fresh[DOCUMENT], fresh[TYPES])
        if "--check" in arguments:
            return max(compare(kept, made) for kept, made in fresh.items())
        for kept, made in fresh.items():
            kept.write_bytes(made.read_bytes())
    return 0


def openapi_document() -> str:
    """Ask `koda api`, and order the keys so that a difference is a real one."""
    command = [sys.executable, "-m", "koda", "api"]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"koda api failed:\n{answer.stderr}")
    return (
        json.dumps(json.loads(answer.stdout), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    )


def write_types(document: Path, target: Path) -> None:
    """Run openapi-typescript, which has its own lock because it needs an older TypeScript."""
    npm = [ROOT / "tools" / "npm", "exec", "--prefix", "codegen", "--offline"]
    command = [*npm, "--", "openapi-typescript", str(document), "-o", str(target)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode:
        sys.exit(f"the client generator failed:\n{answer.stdout}{answer.stderr}")


def compare(kept: Path, made: Path) -> int:
    """Print how the kept file differs from the one just made; 1 if it does."""
    name = str(kept.relative_to(ROOT))
    old = kept.read_text(encoding="utf-8") if kept.is_file() else ""
    new = made.read_text(encoding="utf-8")
    if old == new:
        print(f"{name}: in step")
        return 0
    difference = difflib.unified_diff(
        old.splitlines(), new.splitlines(), name, "as the code has it"
    )
    print(*list(difference)[:80], sep="\n")
    print(f"{name} is out of step with the server: run `make api` and read the difference")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
