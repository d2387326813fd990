"""What is too large for every database fails one step, with words, and stops nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.runs.studio import open_studio, step_of, word


async def test_a_result_that_is_too_large_fails_its_step_alone(tmp_path: Path) -> None:
    parts = [word(f"n{place}", "x" * 90_000) for place in range(40)]
    wires = ", ".join(f"{part.id}>all" for part in parts)
    async with open_studio(tmp_path) as studio:
        await studio.put(*parts, word("all"), word("other"), wires=wires)
        run = await studio.run("k")
        failed = step_of(run, "all")
        assert failed.state == "failed"
        assert failed.failure.code == "too_large"
        assert "3,000,000" in failed.failure.message
        assert step_of(run, "other").state == "done"
