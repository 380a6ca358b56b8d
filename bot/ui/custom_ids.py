"""What the controls' custom_ids look like: written here, and read back by the controls in `cogs`.

Discord allows 100 characters (Component Object, custom_id).
"""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import blake2b

from claims.backtest import Listing
from claims.merges import Merge
from claims.proposals import Ruling
from claims.queue import WaitingKind
from claims.settings import Mode
from claims.trail import Selection
from claims.wishes import Wish

SLUG = r"(?P<slug>[a-z0-9-]{1,60})"
SOURCES = rf"sources:{SLUG}"
HISTORY = rf"history:{SLUG}"
WHY = rf"why:{SLUG}"
WRONG_MATCH = rf"wrong:{SLUG}"
HELPFUL = rf"helpful:{SLUG}"
ADD_EVIDENCE = rf"evidence:{SLUG}"
# Both are about a claim's note under a message, which stays known after the note has gone.
MATCH_AGAIN = rf"again:(?P<message>\d{{1,20}}):{SLUG}"
NEVER_MATCH = rf"never:(?P<message>\d{{1,20}}):{SLUG}"
RESTORE_WORDING = rf"restore:{SLUG}"
ACCEPT_EVIDENCE = r"accept:(?P<number>\d{1,18})"
DECLINE_EVIDENCE = r"decline-evidence:(?P<number>\d{1,18})"
APPROVE_TIP = r"tip:approve:(?P<number>\d{1,18})"
EDIT_TIP = r"tip:edit:(?P<number>\d{1,18})"
ATTACH_TIP = r"tip:attach:(?P<number>\d{1,18})"
REJECT_TIP = r"tip:reject:(?P<number>\d{1,18})"
SUGGEST_ANYWAY = r"tip:anyway:(?P<number>\d{1,18})"
QUEUE_PAGE = rf"queue:(?P<kind>|{'|'.join(WaitingKind)}):(?P<page>\d{{1,6}})"
QUEUE_KIND = "queue-kind"
QUEUE_CARD = (
    rf"queue-card:(?P<kind>{'|'.join(WaitingKind)}):(?P<subject>\d{{1,20}}):(?P<slug>[a-z0-9-]{{0,60}})"
)
PUBLISH_DRAFT = rf"draft:publish:(?P<revision>\d{{1,18}}):{SLUG}"
DECLINE_DRAFT = rf"draft:decline:(?P<revision>\d{{1,18}}):{SLUG}"
EVIDENCE_PAGE = r"evidence-page:(?P<page>\d{1,4})"
# The span is a number of days, or when breaking mode began and of which event.
STATS_PAGE = r"stats:(?P<page>\d{1,4}):(?P<theme>dark|light):(?P<span>\d{1,15}(?::[a-z0-9-]{1,60})?)"
SWARM_VOICES = r"swarm:(?P<message>\d{1,20})"
SEARCH_PAGE = r"search:(?P<page>\d{1,4}):(?P<query>.{0,80})"
TIMELINE_PAGE = rf"timeline:(?P<page>\d{{1,4}}):(?P<as_of>\d{{0,14}}):{SLUG}"
ROLLOUT = rf"rollout:(?P<revision>\d{{1,18}}):{SLUG}"
PEOPLE_PAGE = rf"people:(?P<page>\d{{1,4}}):{SLUG}"
CHECK_LIST = r"to-check:(?P<page>\d{1,4})"
STILL_SO = rf"still-so:(?P<page>\d{{1,4}}):(?P<judgements>\d{{1,6}}):{SLUG}"
JUDGE = rf"judge:{SLUG}"
FOLLOW = rf"follow:{SLUG}"
STOP_FOLLOWING = rf"unfollow:{SLUG}"
# Outside a server a button must name its own; the stamp tells one digest of a person from another.
STOP_HERE = rf"stop:(?P<guild>\d{{1,20}}):{SLUG}"
STOP_ALL_HERE = r"stop-all:(?P<guild>\d{1,20}):(?P<stamp>\d{1,20})"
WISH = rf"wish:(?P<wish>{'|'.join(Wish)})"
NO_WISHES = "no-wishes"
HOME = "home"
HOME_RECORD = "home:record"
WISHES_PAGE = r"wishes:(?P<page>\d)"
PLACE = "place"
SETUP_CHECK = "setup:check"
SETUP_DESK = "setup:desk"
SETUP_CHANNELS = "setup:channels"
SETUP_PASSED_OVER = "setup:passed-over"
SETUP_MODERATORS = "setup:moderators"
SETUP_PACK = "setup:pack"
SETUP_EMPTY = "setup:empty"
SETUP_BEGIN = rf"setup:begin:(?P<mode>{Mode.SHADOW}|{Mode.SUGGEST}|{Mode.ON})"
PLACE_MODE = r"place:(?P<place>\d{1,20})"
PROPOSAL = rf"ask:(?P<ruling>{'|'.join(Ruling)}):(?P<message>\d{{1,20}}):{SLUG}"
BRIEF = rf"brief:(?P<begun_ms>\d{{1,15}}):{SLUG}"
LONGER = rf"breaking:longer:{SLUG}"
CALM = rf"breaking:calm:{SLUG}"
PAUSE_ALL = rf"breaking:pause:{SLUG}"
RESUME_ALL = rf"breaking:resume:{SLUG}"
SECOND = r"second:(?P<number>\d{1,18})"
DECLINE = r"decline:(?P<number>\d{1,18})"
_OF = r"(?P<since>\d{0,10}):(?P<by>\d{0,19}):(?P<slug>[a-z0-9-]{0,60})"
TRAIL_PAGE = rf"log:(?P<page>\d{{1,4}}):{_OF}"
TRAIL_FILE = rf"save:{_OF}"
CHANGE = "change"
UNDO = r"undo:(?P<number>\d{1,18}):(?P<seen>\d{1,18})"
MERGE = rf"merge:(?P<digest>[0-9a-f]{{12}}):(?P<from>\d{{1,9}}):(?P<to>\d{{1,9}}):{SLUG}"
RECORD_ANYWAY = r"record:(?P<token>[0-9a-f]{16})"
RECORD_AS = rf"record:(?P<token>[0-9a-f]{{16}}):{SLUG}"
IMPORT = r"import:(?P<token>[0-9a-f]{16})"
NO_IMPORT = r"no-import:(?P<token>[0-9a-f]{16})"
# A backtest lives as long as the process at most, and its token is no other's.
_BACKTEST = r"(?P<token>[0-9a-f]{8})"
BACKTEST_CHANNELS = rf"backtest:channels:{_BACKTEST}"
BACKTEST_SIZE = rf"backtest:size:{_BACKTEST}"
BACKTEST_START = rf"backtest:start:{_BACKTEST}"
BACKTEST_CANCEL = rf"backtest:cancel:{_BACKTEST}"
BACKTEST_LISTING = rf"backtest:list:{_BACKTEST}"
BACKTEST_PAGE = rf"backtest:page:(?P<page>\d{{1,4}}):(?P<listing>{'|'.join(Listing)}):{_BACKTEST}"
BACKTEST_ARM = rf"backtest:arm:{_BACKTEST}"
BACKTEST_DISCARD = rf"backtest:discard:{_BACKTEST}"
# These say all there is to say; who pressed them Discord tells.
STOP_READING = "privacy:stop"
READ_AGAIN = "privacy:read"
ERASE = "privacy:erase"
ERASE_FOR_SURE = "privacy:sure"
ERASE_NOTHING = "privacy:keep"


def sources(slug: str) -> str:
    """Return the custom_id of a claim's Sources button."""
    return f"sources:{slug}"


def history(slug: str) -> str:
    """Return the custom_id of a claim's History button."""
    return f"history:{slug}"


def why(slug: str) -> str:
    """Return the custom_id of a note's Why? button."""
    return f"why:{slug}"


def wrong_match(slug: str) -> str:
    """Return the custom_id of a note's Wrong match button."""
    return f"wrong:{slug}"


def check_list(page: int) -> str:
    """Return the custom_id that turns to a page of the claims to check."""
    return f"to-check:{page}"


def still_so(page: int, judgements: int, slug: str) -> str:
    """Return the custom_id of “Checked, still so”, shown when a claim had so many judgements."""
    return f"still-so:{page}:{judgements}:{slug}"


def judge(slug: str) -> str:
    """Return the custom_id of the button that opens the form for a new judgement."""
    return f"judge:{slug}"


def follow(slug: str) -> str:
    """Return the custom_id of the button that follows a claim."""
    return f"follow:{slug}"


def stop_following(slug: str) -> str:
    """Return the custom_id of the button that stops following a claim."""
    return f"unfollow:{slug}"


def stop_here(guild_id: int, slug: str) -> str:
    """Return the custom_id of a digest's button that stops following a claim."""
    return f"stop:{guild_id}:{slug}"


def stop_all_here(guild_id: int, stamp: int) -> str:
    """Return the custom_id of a digest's button that stops following all claims, with the digest's stamp."""
    return f"stop-all:{guild_id}:{stamp}"


def brief(begun_ms: int, event: str) -> str:
    """Return the custom_id of a live brief's button; no other brief has the same."""
    return f"brief:{begun_ms}:{event}"


def longer(event: str) -> str:
    """Return the custom_id that prolongs the breaking mode of an event."""
    return f"breaking:longer:{event}"


def calm(event: str) -> str:
    """Return the custom_id that ends the breaking mode of an event."""
    return f"breaking:calm:{event}"


def pause_all(event: str) -> str:
    """Return the custom_id that pauses all notes, on the panel of an event in breaking mode."""
    return f"breaking:pause:{event}"


def resume_all(event: str) -> str:
    """Return the custom_id that resumes them."""
    return f"breaking:resume:{event}"


def second(number: int) -> str:
    """Return the custom_id that seconds a proposed judgement."""
    return f"second:{number}"


def decline(number: int) -> str:
    """Return the custom_id that turns a proposed judgement down."""
    return f"decline:{number}"


def helpful(slug: str) -> str:
    """Return the custom_id of a note's Helpful button."""
    return f"helpful:{slug}"


def add_evidence(slug: str) -> str:
    """Return the custom_id of a note's Add evidence button."""
    return f"evidence:{slug}"


def match_again(message_id: int, slug: str) -> str:
    """Return the custom_id that lets match again what was stopped with a note."""
    return f"again:{message_id}:{slug}"


def never_match(message_id: int, slug: str) -> str:
    """Return the custom_id that teaches a claim never to match texts like a message."""
    return f"never:{message_id}:{slug}"


def restore_wording(slug: str) -> str:
    """Return the custom_id of the list of what is stopped for a claim."""
    return f"restore:{slug}"


def accept_evidence(number: int) -> str:
    """Return the custom_id that accepts a suggested source."""
    return f"accept:{number}"


def decline_evidence(number: int) -> str:
    """Return the custom_id that declines a suggested source."""
    return f"decline-evidence:{number}"


def tip(deed: str, number: int) -> str:
    """Return the custom_id of a button of a suggested claim's card; `deed` is as in the templates above."""
    return f"tip:{deed}:{number}"


def queue_page(kind: WaitingKind | None, page: int) -> str:
    """Return the custom_id that turns to a page of what waits, of one kind or of all."""
    return f"queue:{kind or ''}:{page}"


def queue_card(kind: WaitingKind, subject: int, slug: str) -> str:
    """Return the custom_id that shows the card of one thing that waits; only a draft goes by its slug."""
    return f"queue-card:{kind}:{subject}:{slug}"


def publish_draft(revision: int, slug: str) -> str:
    """Return the custom_id that publishes a draft as it was at a revision."""
    return f"draft:publish:{revision}:{slug}"


def decline_draft(revision: int, slug: str) -> str:
    """Return the custom_id that puts a draft away."""
    return f"draft:decline:{revision}:{slug}"


def evidence_page(page: int) -> str:
    """Return the custom_id that turns to a page of suggested sources."""
    return f"evidence-page:{page}"


def stats_page(page: int, theme: str, span: str) -> str:
    """Return the custom_id that turns to a page of the statistics of a span."""
    return f"stats:{page}:{theme}:{span}"


def swarm_voices(message_id: int) -> str:
    """Return the custom_id that tells what the voices about a swarmed note come to."""
    return f"swarm:{message_id}"


def wish(of: Wish) -> str:
    """Return the custom_id of the list a guild's wish is picked from."""
    return f"wish:{of}"


def wishes_page(page: int) -> str:
    """Return the custom_id of the button that turns to a page of the settings."""
    return f"wishes:{page}"


def place_mode(place: int) -> str:
    """Return the custom_id of the list from which a channel's or category's mode is picked."""
    return f"place:{place}"


def setup_begin(mode: Mode) -> str:
    """Return the custom_id of the button that begins in a mode."""
    return f"setup:begin:{mode}"


def proposal(ruling: Ruling, message_id: int, slug: str) -> str:
    """Return the custom_id of a button by which a moderator rules about a message."""
    return f"ask:{ruling}:{message_id}:{slug}"


def rollout(slug: str, revision: int) -> str:
    """Return the custom_id of the button that counts how far a revision of a claim has got."""
    return f"rollout:{revision}:{slug}"


def import_file(token: str) -> str:
    """Return the custom_id of the button that imports a file as it was compared."""
    return f"import:{token}"


def no_import(token: str) -> str:
    """Return the custom_id of the button that leaves a file alone."""
    return f"no-import:{token}"


def search_page(page: int, query: str) -> str:
    """Return the custom_id that turns to a page of a search."""
    return f"search:{page}:{query}"


def timeline_page(page: int, event: str, as_of_ms: int | None) -> str:
    """Return the custom_id that turns to a page of a timeline, up to an instant when one is given."""
    return f"timeline:{page}:{'' if as_of_ms is None else as_of_ms}:{event}"


def people_page(page: int, event: str) -> str:
    """Return the custom_id that turns to a page of an event's terms."""
    return f"people:{page}:{event}"


def trail_page(page: int, selection: Selection) -> str:
    """Return the custom_id that turns to a page of the audit trail."""
    return f"log:{page}:{_of(selection)}"


def trail_file(selection: Selection) -> str:
    """Return the custom_id of the button that hands the audit trail out as a file."""
    return f"save:{_of(selection)}"


def selection(found: dict[str, str]) -> Selection:
    """Return the selection that a custom_id of the audit trail holds."""
    since, by = found["since"], found["by"]
    return Selection(
        claim=found["slug"] or None,
        moderator=int(by) if by else None,
        since=datetime.fromtimestamp(int(since), UTC) if since else None,
    )


def undo(number: int, seen: int) -> str:
    """Return the custom_id of a button that undoes a change, all that followed up to `seen` being known."""
    return f"undo:{number}:{seen}"


def merge(plan: Merge) -> str:
    """Return the custom_id of the button that merges claims as they were shown; two names would not fit."""
    merged, into = plan.merged, plan.into
    return f"merge:{digest(merged.slug)}:{merged.revision}:{into.revision}:{into.slug}"


def digest(slug: str) -> str:
    """Return what stands for a claim's name in a custom_id that has no room for it."""
    return blake2b(slug.encode(), digest_size=6).hexdigest()


def record_anyway(token: str) -> str:
    """Return the custom_id of the button that records what was typed as a claim of its own."""
    return f"record:{token}"


def record_as(token: str, slug: str) -> str:
    """Return the custom_id of the button that makes what was typed a wording of a claim."""
    return f"record:{token}:{slug}"


def _of(selection: Selection) -> str:
    since = int(selection.since.timestamp()) if selection.since else ""
    return f"{since}:{selection.moderator or ''}:{selection.claim or ''}"


def backtest(what: str, token: str) -> str:
    """Return the custom_id of a backtest's control: channels, size, start, cancel, list, arm or discard."""
    return f"backtest:{what}:{token}"


def backtest_page(page: int, listing: Listing, token: str) -> str:
    """Return the custom_id that turns to a page of a backtest's list."""
    return f"backtest:page:{page}:{listing}:{token}"
