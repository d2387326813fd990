"""What the fal emulator can be told to do wrong."""

from __future__ import annotations

KINDS = {
    # before a request is accepted
    "refuse": "close the connection, accept nothing",
    "rate_limited": "429 with Retry-After",
    "server_error": "503, accept nothing",
    "unauthorized": "401",
    "locked": "403: the balance is exhausted",
    "content_policy": "422 content_policy_violation, accept nothing",
    # after a request is accepted
    "lost_answer": "accept, then close the connection",
    "error_after_accept": "accept, then 500",
    "unreadable_answer": "accept, then 200 with something that is not JSON",
    "slow": "accept, then wait `seconds` before the answer",
    # while it runs
    "job_failed": "the job ends with an infrastructure error",
    "job_content_policy": "the model refuses the prompt: its result is a 422",
    "job_error": "the model fails: its result is a 500",
    "no_images": "the job completes without a picture",
    # looks
    "drop_read": "close the connection of a status or result call",
    "read_error": "503 from a gateway on a status or result call",
    "result_gone": "404 on the result",
    "no_history": "403 on the list of requests",
    # calls when a job has ended
    "webhook_lost": "never call",
    "webhook_duplicate": "call four times",
    "webhook_late": "call `seconds` later",
    "webhook_early": "call before it has ended, and again after",
    "webhook_forged": "call with the signature of somebody else, then with the own",
    "webhook_stale": "call with the time of an hour ago, then with that of now",
    "no_keys": "503 on the keys that calls are signed with",
    # files
    "upload_error": "503 on an upload",
    "wrong_type": "a web page instead of the picture",
    "truncated_file": "half of the file, then close the connection",
    "expired_url": "404 on the file",
}
