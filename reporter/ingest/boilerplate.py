"""Whole lines that are never an article's own, told by how they read.

Each rule is for a kind of line that many sites have, and looks at that line alone. What depends on
the neighbours of a line (menus, lists of headlines) is in `structure`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from reporter.ingest.agencies import AGENCY_PATTERN
from reporter.ingest.dates import FULL_DATE, MONTH, TIME, WEEKDAY


class Reason(StrEnum):
    """Why a line is not part of the article, in words for the reader."""

    ADVERTISEMENT = "advertisement"
    AGENCY = "agency mark"
    BYLINE = "byline"
    CAPTION = "photo caption or credit"
    COMMENTS = "comment policy"
    COPYRIGHT = "copyright notice"
    CREDITS = "contributors' credit"
    DATELINE = "dateline"
    DUPLICATE = "repeated paragraph"
    HEADING = "section heading"
    HEADLINES = "list of other headlines"
    LABEL = "label"
    LINK = "link to other article"
    NAVIGATION = "navigation"
    NOTICE = "page notice"
    PLAYER = "video or audio player"
    PUBLISHED = "publication date"
    SEPARATOR = "separator"
    SHARING = "sign-up or sharing box"
    SHORTCODE = "shortcode"
    SITE = "site name"


_NETWORK = (
    r"(?:twitter|facebook|x|instagram|telegram|whatsapp|linkedin|bluesky|threads|mastodon|youtube"
    r"|reddit|flipboard|pinterest|tiktok|e-?mail)"
)

# Whole lines, whatever their case; white space is single by the time they are compared.
_PHRASES: Mapping[Reason, tuple[str, ...]] = MappingProxyType(
    {
        Reason.SHORTCODE: (
            r"(?:\[/?[a-z][\w-]*(?: [\w-]+=[^\]]*)?\] ?)+",
            r"\{\{[^}]*\}\}",
            r"\{%[^%]*%\}",
        ),
        Reason.ADVERTISEMENT: (
            r"advert(?:isement|ising|orial)?s?(?: feedback)?",
            r"ads?",
            r"(?:sponsored|promoted|paid)(?: by .{2,30}| content| post| message)?",
            r"(?:(?:advert\w*|ad)\W+)?(?:story|article|text|content) continues.{0,30}",
            r"continue reading(?: below)?(?: the main story)?",
            r"skip (?:past )?(?:the )?advert\w*",
            r"(?:remove|report)(?: this)? ads?",
            r"scroll (?:down )?(?:to continue|for more).{0,30}",
            r"loading(?: ad)?|(?:after|skip past) newsletter promotion",
        ),
        Reason.NOTICE: (
            r"you are (?:viewing|reading) an? (?:accelerated|amp|cached|archived|mobile)\b.*",
            r"view (?:the )?(?:original|full|desktop)(?: article| version| site| page| story)?",
            r"(?:please )?(?:enable|turn on) javascript\b.*",
            r"(?:this|our) (?:site|page|website|video|content) (?:requires|needs|uses) .*",
            r"this (?:content|site|page|video) (?:is not|isn['’]t|cannot be|can['’]t be) .*",
            r"your browser (?:does not|doesn['’]t|is).*",
            r"(?:we|[\w.]+ \w+) uses? cookies\b.*",
            r"(?:accept|manage|reject) (?:all )?cookies\b.*",
            r"cookies? (?:policy|settings|notice|preferences|consent)",
            r"by (?:continuing|clicking|signing up|using this)\b.*\b(?:agree|accept|consent)\b.*",
            r"(?:please )?(?:log|sign) ?(?:in|out)(?: (?:to|or|with|/|for)\b.*)?",
            r"(?:create|register)(?: an?| for)?(?: free)? account.*|register(?: now)?|my account",
            r"you(?: have|['’]ve) (?:reached|read) .{0,40}\b(?:articles?|limit)\b.*",
            r"this article is (?:for|only available to) .*(?:subscribers|members).*",
            r"(?:to )?continue reading(?: this)?.{0,60}",
            r"already (?:have an account|a subscriber|a member|registered)\b.*",
            r"privacy (?:notice|policy)\b.*|this is a (?:developing|breaking) (?:news )?story\b.*",
            r"\d+[ -]min(?:ute)?s?(?: read)?|reading time\b.{0,20}|(?:accelerated )?mobile pages?",
        ),
        Reason.COMMENTS: (
            r"(?:\d+ )?comments?(?: \(\d+\)| closed| are closed.*| policy| section)?",
            r"(?:view|show|read|load|see|add|post|leave|write) (?:all |more |a |your |the |\d+ )*"
            r"(?:comments?|repl(?:y|ies)|discussion)\b.{0,60}",
            r"(?:want|like|care) to (?:discuss|comment)\b.*",
            r"(?:please )?(?:read|see|review) our comment\w* (?:policy|guidelines|rules)\b.*",
            r"(?:our|the) comment\w* (?:policy|guidelines|rules)",
            r"(?:please )?keep (?:your )?comments (?:civil|respectful|on topic)\b.*",
            r"what do you think\?.{0,80}|let us know\b.*\bcomments?\b.*|have your say.*",
            r"(?:report|spotted) (?:a |an )?(?:typo|error|correction|mistake).*|reply",
        ),
        Reason.PLAYER: (
            r"media playback is (?:un|not )supported.*",
            r"(?:just watched|now playing|must watch|play video)\b.*",
            r"(?:re)?play(?:ing)?(?: video| audio| more videos.*)?|closed captioning|(?:un)?mute",
            r"(?:video|audio)? ?(?:\d\d?:)?\d\d?:\d\d(?: / \d\d?:\d\d)?|live",
            r"(?:exit )?full ?screen|(?:volume|current time|duration)\b.{0,20}|video player.*",
            r".{0,60}\bclick to (?:play|expand|enlarge)\b.*|listen to (?:this )?article.{0,60}",
        ),
        Reason.COPYRIGHT: (
            r"(?:content )?(?:copyright\W|©|\(c\) ?\d{4}|&copy;).*",
            r"all rights (?:are )?reserved\b.*|.{0,300}\ball rights (?:are )?reserved\W*",
            r".{0,120}\b(?:may|must|can)(?:not| not) be (?:published|reproduced|copied|republished)"
            r"\b.*",
            r"(?:reproduced|republished|reprinted|used) (?:with|by) (?:kind )?permission.*",
            r"(?:republished|licen[sc]ed) under .{0,40}creative commons.*",
        ),
        Reason.SHARING: (
            r"(?:sign up|subscribe)\b.*",
            r".{0,40}\b(?:sign up|subscribe) (?:for|to) (?:our|the|my)\b.*",
            r"(?:get|receive) .{0,80}\b(?:newsletter|inbox|news alerts?|delivered)\b.*",
            r"(?:free |daily |weekly |our |the )*newsletters?(?: sign-?up)?",
            r"(?:join|like|find) us\b.{0,80}|join the (?:conversation|discussion).{0,60}",
            rf"(?:please )?follow (?:us|me|@|.{{2,60}} on {_NETWORK})\b.*",
            rf"(?:(?:share|tweet|e?-?mail|print|post|pin|copy|link|save|bookmark|gift|sms|{_NETWORK}"
            r"|this|article|story|on|via|to|with|friends|your|comments?|icon)\b[ |,/&·+]*)+",
            r"(?:download|get) (?:the|our) .{0,40}\bapp\b.*|get (?:free )?alerts.*",
            r"(?:support|donate to) (?:our (?:work|journalism|reporting)|us|independent)\b.*",
            r"(?:become|already) an? (?:member|subscriber|supporter)\b.{0,80}|donate(?: now)?",
            r"(?:read or )?share this (?:story|article|post) ?: .*|write to .{3,60}\S+@\S+.*",
            r"enter your e-?mail.*|e-?mail address.{0,20}",
            r"(?:e-?mail|contact) .{2,40}\b(?:at )?\S+@\S+|\S+@\S+\.\w+|reach .{3,40} at \S+@\S+.*",
            r"(?:got|have|send|submit|share)(?: us)? (?:a |your )?(?:news |confidential )?tips?"
            r"\b.*",
            r"text size.{0,20}|font size.{0,20}|a-? a\+?|print",
        ),
        Reason.NAVIGATION: (
            r"(?:back|return|go|scroll|jump|skip) to (?:the )?"
            r"(?:top|home|main|content|article|homepage|section|start|navigation)\b.{0,20}",
            r"(?:main |toggle |open |close |site )?(?:menu|navigation|search|sidebar)"
            r"(?: menu| button)?",
            r"home ?page|home|close|(?:show|view|see|load) (?:more|less|all)|next|prev(?:ious)?",
            r"(?:older|newer) posts?|page \d+(?: of \d+)?|topics|connect|sections?|help|faqs?",
            r"about(?: us)?|contact(?: us)?|privacy(?: policy| notice)?|advertise(?: with us)?",
            r"terms(?: (?:of|and|&) (?:use|service|conditions))?|sitemap|rss(?: feeds?)?|careers",
            r"(?:tags?|filed under|categor(?:y|ies)|topics?|tagged|posted in)\s?: .*",
        ),
        Reason.LINK: (
            r"(?:click|tap) (?:here|to|on)\b.{0,80}|https?://\S+|www\.\S+|full coverage\b.*",
            r"(?!.*[:.]$)(?:read|watch|see) (?:the |our )?(?:full|rest|original|complete|latest"
            r"|live)\b[^:]{0,80}",
            r"related (?:coverage|site|stor(?:y|ies)|articles?|videos?) \w.{5,200}",
            r"more on this\W.*|(?:also|now read) ?: ?\S.*",
            r".{10,150}[^.:] (?:read more|read full story)",
            r"[^«]{0,60}(?:[»→]|>{1,3})|continue reading.{0,80}",
        ),
        Reason.CREDITS: (
            r"(?:additional |more )?(?:reporting|writing|editing|research|graphics?|translation)"
            r"(?: and \w+)? by\b.*",
            r"contribut(?:ing|ors?)(?: (?:reporting|writers?))?(?: ?: ?| )[^.]{3,120}\.?.{0,80}",
            r"with (?:assistance|inputs?|reporting|files|contributions?|additional)"
            r".{0,20} (?:by|from)\b.{0,80}",
            r".{3,200}\bcontributed (?:reporting|to (?:this|the) (?:report|reporting|story"
            r"|article))\b.*",
            r"this (?:story|article) (?:has been|was|is) (?:updated|corrected|amended|syndicated"
            r"|auto-generated|generated|translated|originally|first|published|part of)\b.*",
            r"\(?(?:editor['’]s note|correction|clarification)s?\b ?:.*",
        ),
        Reason.PUBLISHED: (
            r"(?:most recent update|we last (?:updated|added))\b.{0,60}",
            rf"(?!.*[.\"”]$)updated? (?:at|on) (?:{TIME}|{MONTH}|{WEEKDAY})\b.{{0,120}}",
            r"\d+ ?(?:[smhdwy]|hrs?|mins?) ago",
            r"(?:\d+|an?|one) (?:sec(?:ond)?|min(?:ute)?|hour|hr|day|week|month|year)s? ago",
        ),
    }
)

_LINK_LEADS = (
    r"(?:you (?:may|might) (?:also )?(?:like|enjoy)|read(?: (?:more|also|next|on|this))?|also read"
    r"|see (?:also|more)|also (?:on|in|from|see)(?: \w+)?|more(?: here| coverage)?|full coverage"
    r"|see|related(?: (?:stor(?:y|ies)|articles?|coverage|content|news|videos?|topics?|links?"
    r"|reading))?|(?:go|dig) deeper|don['’]t miss|must[- ]read|further reading|keep reading"
    r"|up next|recommended(?: for you| reading| stories)?|watch(?: (?:now|live|more|below))?"
    r"|listen|photos?|videos?|pictures|gallery|explainer|podcast|quiz|click here|opinion"
    r"|read the full story|what to read next)"
)
_LIST_TITLES = (
    r"(?:(?:(?:top|latest|most|more|other|related|recent|featured|trending|popular|breaking|our"
    r"|also|today['’]s|editors?['’]?s?|recommended|sponsored|promoted|read|viewed|shared|watched"
    r"|in|just) )*(?:stor(?:y|ies)|news|headlines?|articles?|posts?|picks?|reads?|viewed|shared"
    r"|watched|videos?|coverage|content|links?|trending|popular|choice)"
    r"(?: (?:in|on|from|about|by|for) .{2,30}| now| today)?"
    r"|trending(?: now| today)?|you (?:may|might) also (?:like|be interested in)"
    r"|most (?:popular|commented)|(?:from )?around the web|from our partners|more like this"
    r"|in other news|read next|in this (?:story|article)|related|see also"
    r"|more (?:from|on|in|about) .{2,40})"
)

_PERSON = r"[A-Z][\w'’.-]*"
_HOUSE = (
    r"(?:AP|AFP|EPA|Reuters|REUTERS|Getty(?: Images)?|Bloomberg|Shutterstock|NurPhoto|Zuma|ZUMA"
    r"|UPI|TNS|Xinhua|Sputnik|PA Wire|dpa|DPA|Pool|Corbis|Alamy|Anadolu(?: Agency)?|Redux|SIPA"
    r"|Sipa USA)"
)
_PHOTO_LEADS = (
    r"(?:(?:FILE|File|UNDATED)(?: (?:PHOTO|Photo|photo|IMAGE|image))? ?[-–—:]"
    r"|In this (?:[\w.,]+ ){0,6}(?:photo|image|picture|photograph|frame ?grab|screen ?grab)\b"
    r"|(?:Image|Media|Photo|Video) (?:copyright|caption|credit|source)\b|Enlarge this image"
    r"|(?:[Hh]ide|[Tt]oggle|[Ss]how) [Cc]aption\b"
    r"|(?:Photograph|Photo|Picture|Image|Illustration)s? (?:by|courtesy|credit)\b"
    r"|(?:Photo|Photograph|Picture|Image|Caption|Credit|Courtesy)s? ?: )"
)
_PHOTO_TAILS = (
    r"(?:\((?:Photo|Image|Picture|Credit|Screenshot|Courtesy|AP Photo|File)\b[^()]*\)"
    rf"|[(\[]{_PERSON}[^()\[\]/]{{2,40}} ?/ ?{_PERSON}[^()\[\]/]{{0,40}}[)\]]"
    r"|(?:Photo|Photograph|Picture|Image|Courtesy)(?: credit| illustration)?"
    rf"(?:: ?| by ){_PERSON}.{{0,60}}"
    rf"|(?:AP Photo|REUTERS|AFP|EPA|Getty Images) ?/ ?{_PERSON}.{{0,60}}"
    rf"|{_PERSON}(?: {_PERSON}){{0,5}} ?(?:/ ?| \| ?|\bvia ){_HOUSE}\b.{{0,30}}"
    r"|Getty(?: Images)?)"
)

# What may stand before the words of such a line. Not a quotation mark: that begins speech.
_BULLET = r"[\s|•·*#>▸►–—\-(\[]{0,8}"


def _whole(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{_BULLET}(?:{'|'.join(patterns)})\W*", re.IGNORECASE)


_RULES = tuple((reason, _whole(patterns)) for reason, patterns in _PHRASES.items())
_NOTICE = _whole(_PHRASES[Reason.COPYRIGHT])
_LINK_LINE = re.compile(rf"{_BULLET}{_LINK_LEADS} ?[:|] ?\S.{{1,300}}", re.IGNORECASE)
# "More coverage:What we know": the label and the linked headline were two elements of a page.
_GLUED = re.compile(r"[A-Z$][^:.]{2,60}[^\W\d]:[A-Z'‘][^\W\d][^:]{8,250}(?<![.”\"])")
_LINK_LEAD = _whole((_LINK_LEADS,))
_LIST_TITLE = _whole((_LIST_TITLES,))
_CAPTION = re.compile(
    rf"[(\[]?{_PHOTO_LEADS}.*|(?:.*[\s.|([])?{_PHOTO_TAILS}\W*"
    rf"|.*[.!?\"”'’)] [-–—] ?{FULL_DATE}\W*"
    rf"|.*\s\| {_HOUSE} Photos?\b.{{0,80}}"
)
# The captions of a picture gallery come as one line, however long.
_GALLERY = re.compile(r"(?:hide|show|toggle) caption \d+ of \d+", re.IGNORECASE)
_REPORTED_FROM = re.compile(rf"{_PERSON}(?:(?: and|,)? {_PERSON}){{0,6}} reported from [A-Z].*")
_AUTHOR_NOTE = re.compile(
    rf"{_PERSON}(?: {_PERSON}){{1,3}} is (?:an?|the) [\w'’ -]{{0,60}}"
    r"\b(?:reporter|correspondent|columnist|contributor|writer|editor|journalist)s?"
    r" (?:for|at|with|based|covering|in|who covers)\b.{0,120}"
)
_STAMP_PART = re.compile(
    rf"\b(?:{WEEKDAY}|{FULL_DATE}|{TIME}|{MONTH}|\d{{1,2}}|at|on|by|[ECMP]?T|local time|first"
    r"|last|originally|published|updated|posted|modified|issued|created|date)(?![^\W\d])",
    re.IGNORECASE,
)
# "The Herald, 14 March 2031": an outlet, a place or an author before the date.
_STAMPED_NAME = re.compile(
    rf"{_PERSON}(?: (?:of|and|&|{_PERSON})){{0,3}} ?[,|·•–—-]+ ?"
    rf"(?=(?:{WEEKDAY},? )?{FULL_DATE}(?:[ ,|·-]+(?:at )?{TIME})?\W*$)"
)
_PUBLISHED = re.compile(r"\b(?:published|updated|posted|modified|issued)\b", re.IGNORECASE)
_AGENCY_LINE = re.compile(rf"\W*(?:Source|SOURCE|Via|From)?\W*(?:The )?{AGENCY_PATTERN}\W*")
_AGENCY_BYLINE = re.compile(
    rf"(?:{_PERSON} ){{1,3}}{_PERSON}(?: and(?: {_PERSON}){{1,4}})?(?:,| \|)"
    rf" (?:The )?{AGENCY_PATTERN}\W*"
)
_STAFF = re.compile(r"(?:by )?(?:our |news )?(?:staff|agencies|wires?)(?: .{0,30})?", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:written|reported|story|words|text|posted|published|analysis|opinion|review|compiled"
    r"|edited|report) )?by:? (?=\S)",
    re.IGNORECASE,
)
_BYLINE_SMALL = re.compile(
    r"and|or|of|for|in|at|the|to|de|del|della|di|da|du|la|le|van|von|der|den|bin|al|el|ben|by|am"
    r"|pm|ago|min|mins|minutes|read|special|staff|writer|reporter|correspondent|editor|contributor",
    re.IGNORECASE,
)
_LONGEST_CAPTION = 90  # words
_LONGEST_PHRASE = 60  # words
_LONGEST_LINE = 1000  # characters; longer lines are prose or legal notices


def known_dirt(text: str) -> Reason | None:
    """Return why `text`, one whole line, is not an article's own, or None if no rule says so."""
    if not re.search(r"[^\W_]", text):
        return Reason.SEPARATOR
    words = text.count(" ") + 1
    if _GALLERY.search(text):
        return Reason.CAPTION
    if len(text) > _LONGEST_LINE or words > _LONGEST_CAPTION:
        return Reason.COPYRIGHT if _NOTICE.fullmatch(text) else None
    for reason, pattern in _RULES:
        if (words <= _LONGEST_PHRASE or reason is Reason.COPYRIGHT) and pattern.fullmatch(text):
            return reason
    return _cased_dirt(text, words)


def _cased_dirt(text: str, words: int) -> Reason | None:
    if is_date_line(text) and _PUBLISHED.search(text):
        return Reason.PUBLISHED
    if _AGENCY_LINE.fullmatch(text):
        return Reason.AGENCY
    if words <= 25 and _is_byline(text):
        return Reason.BYLINE
    if _CAPTION.fullmatch(text):
        return Reason.CAPTION
    if words <= 40 and (_LINK_LINE.fullmatch(text) or _GLUED.fullmatch(text)):
        return Reason.LINK
    credited = _REPORTED_FROM.fullmatch(text) or _AUTHOR_NOTE.fullmatch(text)
    return Reason.CREDITS if credited else None


def is_date_line(text: str) -> bool:
    """Return whether the line is nothing but a date or a time, say "Updated 21 May 2022, 9 am".

    A name of up to four words may stand before a full date.
    """
    if len(text) > 100 or not re.search(r"\d", text):
        return False
    named = _STAMPED_NAME.search(text)
    stamp = text[named.end() :] if named and not re.search(r"\w", text[: named.start()]) else text
    return not re.search(r"\w", _STAMP_PART.sub("", stamp))


def opens_list(text: str) -> bool:
    """Return whether the line is the title of a list of other articles ("Most read")."""
    return len(text) <= 60 and bool(_LIST_TITLE.fullmatch(text))


def announces_link(text: str) -> bool:
    """Return whether the line only says that a link to another article follows ("Read more")."""
    return len(text) <= 40 and bool(_LINK_LEAD.fullmatch(text))


def _is_byline(text: str) -> bool:
    if _STAFF.fullmatch(text) or _AGENCY_BYLINE.fullmatch(text):
        return True
    lead = _BY.match(text)
    if lead is None:
        return False
    tokens = _STAMP_PART.sub("", text[lead.end() :]).replace(",", " ").split()
    named = [token for token in tokens if token[0].isupper()]
    fine = all(
        token[0].isupper() or not token[0].isalpha() or _BYLINE_SMALL.fullmatch(token)
        for token in tokens
    )
    ends = not text.endswith((".", "?", "!", "”", '"')) or len(tokens) <= 4
    return bool(named) and fine and ends
