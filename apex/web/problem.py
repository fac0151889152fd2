"""What each problem code means: the text behind `/problems/<code>`."""

from __future__ import annotations

PROBLEMS = {
    "validation": ("The input does not fit", "A field is missing, unknown, of the wrong kind or out of its bounds. "
                   "Every such field is listed; correct them and send again."),
    "out_of_scope": ("Out of scope", "The case leaves the range of a clause, so there is no number to give. The "
                     "message names the clause, the value and the limit; an engineer has to take it from there."),
    "malformed": ("Not readable", "The text is not JSON or YAML. The message names the line."),
    "media_type": ("Wrong media type", "Send JSON with Content-Type: application/json."),
    "too_large": ("Too large", "The body is larger than the address takes (1 MiB; files 50 MiB), or nests too deep."),
    "not_found": ("Not found", "There is nothing at this address."),
    "method": ("Method not allowed", "The address exists but does not take this method; see the Allow header."),
    "not_acceptable": ("Not acceptable", "The address cannot answer in a form the Accept header names."),
    "authentication": ("Log in first", "Nobody is known to be behind the request: log in, or send an API token as "
                       "Authorization: Bearer apx_... or X-Apex-Key."),
    "authorization": ("Not permitted", "Your role, your part in the project or your token does not include this. An "
                      "administrator or the owner of the project can change that."),
    "no_account": ("No account here", "Single sign-on knows you, and there is no account here that belongs to you. "
                   "Accounts are made by an administrator; nobody makes one by logging in."),
    "csrf": ("The form could not be trusted", "It did not carry the token of the page it came from: the session may "
             "have ended since, or another page sent it. What was typed is below; send it again if it was you."),
    "conflict": ("Does not fit how things stand", "The request is understood, but not as things stand now. The "
                 "message says what would have to be different."),
    "transition": ("Not a way this status can change", "The message names the statuses the project can go to."),
    "read_only": ("Read-only for now", "The design cannot be edited as things stand; the message names the way back."),
    "not_ready": ("Not ready to be submitted", "Every reason is listed: what is missing, and each check that fails."),
    "precondition_failed": ("Changed meanwhile", "Somebody saved since you read this. Nothing of yours was saved. "
                            "The current state and what changed are in the answer: merge, and send the new ETag."),
    "precondition_required": ("Say which version you saw", "Send If-Match with the ETag you read, so that nobody's "
                              "change is overwritten unseen."),
    "idempotency_mismatch": ("Key used before", "This Idempotency-Key came with another request; take a new key."),
    "idempotency_running": ("Still running", "The first request with this Idempotency-Key has not ended; ask again "
                            "in a second."),
    "rate_limit": ("Too many requests", "Wait as long as Retry-After says; the limit is in the RateLimit headers."),
    "external_service": ("A service does not answer", "Something APEX depends on is not there. Try again later."),
    "outside_address": ("Not an address to send to", "Requests go only to https addresses of the public internet, at "
                        "ports 443 and 8443, without user or password in them; or to places an administrator trusts."),
    "busy": ("Busy", "Every connection is taken, or the database is not there for a moment. Try again shortly."),
    "unknown_pack": ("Unknown pack version", "The version named is not installed here."),
    "internal": ("Internal error", "Something went wrong on our side. The error id is in the log; please report it."),
    "pack": ("Pack unusable", "A pack of code values or prices cannot be used; an administrator has to look."),
}  # fmt: skip
