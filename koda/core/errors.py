"""The one tree of errors: a stable code, what happened, where, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar


class KodaError(Exception):
    """Anything Koda refuses or fails to do, said so that a person can act on it.

    Attributes:
        code: Stable, dotted, never reworded; programs and the browser switch on it.
        status: The HTTP status that the server answers with.
        retryable: Whether the same call may succeed later without a change.
        message: One sentence for a person: what happened.
        remedy: One sentence: what to do now. Empty when there is nothing to do.
        fields: Machine-readable details (JSON values): the place, the limit, the value found.
    """

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    retryable: ClassVar[bool] = False
    default_remedy: ClassVar[str] = ""

    def __init__(self, message: str, *, remedy: str | None = None, **fields: object) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = self.default_remedy if remedy is None else remedy
        self.fields: Mapping[str, object] = fields


class Invalid(KodaError):
    """The request or document does not have the shape or the values that are asked for."""

    code = "invalid"
    status = 422


class PromptMissing(Invalid):
    """Something was to be made, and nothing says what."""

    code = "prompt_missing"
    status = 400
    default_remedy = "Send a `prompt`."


class TooLarge(Invalid):
    """A body, an update or a file is above its limit; `fields` say limit and size in bytes."""

    code = "too_large"
    status = 413


class Unsupported(Invalid):
    """The content is of a type that Koda does not keep (active content, unknown media)."""

    code = "unsupported_type"
    status = 415


class SchemaUnknown(Invalid):
    """A document was written by a newer Koda than this one."""

    code = "canvas.schema_unknown"
    default_remedy = "Update Koda, then open the canvas again."


class UpdateRefused(Invalid):
    """A canvas update cannot be accepted; the document stays as it was."""

    code = "canvas.update_refused"
    default_remedy = "Reload the canvas; your other edits are kept."


class HasProblems(Invalid):
    """A canvas cannot run as it is; `fields["problems"]` lists each problem with its place."""

    code = "run.problems"
    default_remedy = "Mend the problems shown on the nodes, then run again."


class OverCeiling(Invalid):
    """A run would cost more than it may; `fields` say price and ceiling in micro-dollars."""

    code = "run.over_ceiling"
    default_remedy = "Raise the ceiling, or run less at once."


class NotFound(KodaError):
    """No such canvas, run, step, asset or route."""

    code = "not_found"
    status = 404


class Unauthorized(KodaError):
    """The caller did not show who they are."""

    code = "unauthorized"
    status = 401
    default_remedy = "Open the address that Koda printed at its start, or send the token."


class Forbidden(KodaError):
    """The caller may not do this (wrong origin, wrong host, not the owner)."""

    code = "forbidden"
    status = 403


class AccessDenied(Forbidden):
    """The caller is known, but may not do this with what it was given."""

    code = "access.denied"


class TooManyTries(KodaError):
    """Too much of something in a time; `fields["retry_after"]` in seconds."""

    code = "too_many"
    status = 429
    retryable = True
    default_remedy = "Wait a little, then try again."


class AllowanceSpent(KodaError):
    """A key or link may not spend this today; `fields` say limit, spent and price."""

    code = "access.allowance"
    status = 402
    default_remedy = "Wait for tomorrow (UTC), or ask the owner for a higher daily limit."


class Conflict(KodaError):
    """Somebody else changed the same thing first; nothing was written."""

    code = "conflict"
    status = 409
    retryable = True
    default_remedy = "Load it again and repeat the change."


class AssetInUse(Conflict):
    """What should be removed for good is still needed; `fields["assets"]`."""

    code = "asset.in_use"
    retryable = False
    default_remedy = "Take it off the canvases, those in the trash too, then remove it."


class Unavailable(KodaError):
    """A service that Koda needs does not answer now."""

    code = "unavailable"
    status = 503
    retryable = True


class StillGoing(KodaError):
    """The request had to end before its run did; the run goes on. `fields["run"]` is its id."""

    code = "run.still_going"
    status = 504
    retryable = True
    default_remedy = "Ask for the run by its id, or send the same request with the same key again."


class NotConfigured(KodaError):
    """A setting that this needs is missing or cannot be used; `fields["setting"]` names it."""

    code = "not_configured"
    status = 400


class NotHere(KodaError):
    """This host lacks a part of Koda that is needed; `fields["package"]` names it."""

    code = "not_here"
    status = 501
    default_remedy = "Run Koda on a computer or in a container for it."


class StorageFailed(KodaError):
    """The database or the asset store failed; what was acknowledged before is kept."""

    code = "storage.failed"
    status = 503
    retryable = True


class StorageDenied(StorageFailed):
    """The asset store refuses: wrong key, no such bucket, wrong region, wrong clock."""

    code = "storage.denied"
    retryable = False


class ProviderError(KodaError):
    """A generator failed. `fields["provider"]`, and its own error type in `fields["type"]`."""

    code = "provider.failed"
    status = 502


class ProviderRefused(ProviderError):
    """The provider did not accept the request, for certain: nothing is started or billed."""

    code = "provider.refused"
    status = 422


class ProviderRateLimited(ProviderRefused):
    """The provider asks to slow down; `fields["retry_after"]` in seconds when it said so."""

    code = "provider.rate_limited"
    status = 429
    retryable = True


class ProviderAuth(ProviderRefused):
    """The provider does not take the key."""

    code = "provider.auth"
    status = 401
    default_remedy = "Check the key in the settings; `koda doctor` tests it."


class ProviderContent(ProviderRefused):
    """The provider's content policy refuses the prompt or a reference."""

    code = "provider.content_policy"
    default_remedy = "Reword the prompt or take another reference."


class ProviderUnavailable(ProviderRefused):
    """The provider could not be reached; nothing was sent."""

    code = "provider.unavailable"
    status = 503
    retryable = True


class ProviderAmbiguous(ProviderError):
    """The request was sent but its answer was lost: it may have been accepted and billed."""

    code = "provider.unknown_outcome"
    default_remedy = "Koda looks for the job before it asks you; it never buys it twice by itself."


class ResultGone(ProviderError):
    """The provider no longer has the file it made."""

    code = "provider.result_gone"
    default_remedy = "Run the node again; the earlier request stays in the ledger."


class ModelUnknown(Invalid):
    """No model card has this id; `fields["model"]`."""

    code = "model.unknown"


class TextModelGone(ProviderRefused):
    """The provider has no such language model any more; `fields` say model and successor."""

    code = "model.gone"
    status = 422


class StreamBroken(ProviderError):
    """A language model's answer broke off; what came before it is kept, and paid for."""

    code = "provider.stream_broken"
    retryable = True
    default_remedy = "Run it again."


class AnswerUnusable(ProviderError):
    """A language model's answer does not have the shape that was asked for, even once mended."""

    code = "answer.unusable"
    retryable = True
    default_remedy = "Run it again, or choose a larger model for it in the settings."


class NodeFailed(KodaError):
    """A node's own code raised something that is not a Koda error (a plugin's defect)."""

    code = "node.failed"
    status = 500


class SandboxUnavailable(KodaError):
    """There is no box for foreign code on this machine."""

    code = "sandbox.unavailable"
    status = 503
    default_remedy = "`koda doctor` says what is missing; the engine Python needs no box."


class SandboxFailed(KodaError):
    """A box did not do what was asked."""

    code = "sandbox.failed"
    status = 502
    retryable = True


class SandboxGone(KodaError):
    """The box has ended."""

    code = "sandbox.gone"
    status = 410
    retryable = True


class TokensSpent(KodaError):
    """An animation has used as many tokens of language models as it may; `fields["limit"]`."""

    code = "animation.tokens_spent"
    status = 422
    default_remedy = "Raise “Most tokens” on the node, then run it again."


class RenderFailed(KodaError):
    """An animation cannot be drawn."""

    code = "animation.render_failed"
    status = 422
    default_remedy = "Say in the chat what is wrong; the code is kept."
