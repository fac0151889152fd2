"""What each problem code means: the text behind `/problems/<code>`."""

from __future__ import annotations

PROBLEMS = {
    "validation": ("The input does not fit", "A field is missing, unknown, of the wrong kind or out of its bounds. "
                   "Every such field is listed; correct them and send again."),
    "out_of_scope": ("Out of scope", "The case leaves the range of a clause, so there is no number to give. The "
                     "message names the clause, the value and the limit; an engineer has to take it from there."),
    "malformed": ("Not readable", "The text is not JSON or YAML. The message names the line."),
    "media_type": ("Wrong media type", "Send JSON with Content-Type: application/json."),
    "too_large": ("Too large", "The body is larger than 1 MiB, or nests too deep."),
    "not_found": ("Not found", "There is nothing at this address."),
    "method": ("Method not allowed", "The address exists but does not take this method; see the Allow header."),
    "not_acceptable": ("Not acceptable", "The address cannot answer in a form the Accept header names."),
    "unknown_pack": ("Unknown pack version", "The version named is not installed here."),
    "internal": ("Internal error", "Something went wrong on our side. The error id is in the log; please report it."),
    "pack": ("Pack unusable", "A pack of code values or prices cannot be used; an administrator has to look."),
}  # fmt: skip
