"""Closed word lists of English news prose that sentence cutting and attribution go by."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Abbreviations that never end a sentence: a name or a number follows.
NEVER_END = _words(
    """
    Mr Mrs Ms Mx Messrs Mme Dr Drs Prof Sen Sens Rep Reps Gov Govs Gen Lt Col Maj Capt Cmdr
    Cpl Sgt Pvt Spc Adm Brig Rev Revs Hon Pres Supt Amb Atty Det Insp Fr vs v viz cf approx
    ca al eg ie Sec Mt Ft Ste Assn Dept Gens Cols Asst Comm Dir Pfc Vice-Adm
    """
)

# Abbreviations only where a number follows.
BEFORE_NUMBER = _words(
    """
    No Nos no nos Art Vol Ch Fig pp p para Op
    """
)

# Abbreviations that may end a sentence.
MAY_END = _words(
    """
    Inc Corp Co Cos Ltd Bros LLC Jr Sr Esq St Ave Blvd Rd etc est Jan Feb Mar Apr Jun Jul
    Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun Ala Ariz Ark Calif
    Colo Conn Del Fla Ga Ill Ind Kan Ky La Mass Md Mich Minn Miss Mo Mont Neb Nev Okla Ore
    Pa Penn Tenn Tex Va Vt Wash Wis Wyo Ont Que Univ
    """
)

# What follows a time of day without ending the sentence.
TIME_ZONES = _words(
    """
    ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET Eastern Central Mountain
    Pacific Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu
    Thurs Fri Sat Sun
    """
)

# Words that commonly begin a sentence.
STARTERS = _words(
    """
    The A An In On At But And He She It They We I You This That These Those His Her Its
    Their Our My If When While As After Before Since Although Though However Meanwhile There
    Here What Who Why How Where For From To With By Or So Yet Nor Not Also Some Many Most
    Few Several Both Another Other Others Then Now Even Among About According Asked Until
    During Despite Because Each Every Such Still Once Only Earlier Later Last Officials
    Critics Analysts Additionally Instead Nevertheless Moreover Furthermore Mr Mrs Ms
    """
)

# Endings of web names, as in Example.Com.
DOMAINS = _words(
    """
    Com Org Net Gov Edu Info Inc
    """
)

# Verbs whose subject puts something into words or takes a position.
STATING = _words(
    """
    say tell add announce declare state claim argue explain stress insist emphasize
    emphasise warn deny assert allege contend maintain reiterate reaffirm affirm clarify
    confirm acknowledge admit concede disclose reveal reply respond tweet write testify vow
    pledge promise swear predict caution complain lament quip joke remark recall shout note
    observe conclude suggest report estimate believe hint indicate counter retort boast urge
    ask demand accuse blame reject dismiss dispute refute rebut condemn denounce criticize
    criticise protest threaten propose recommend repeat mention comment whisper yell cry
    exclaim continue go read post blog message signal posit muse fume plead opine surmise
    chide implore snap bemoan rant scoff interject answer reason speculate theorize assure
    charge extrapolate scream elaborate
    """
)

# Stating verbs only with something said beside them: not "added jobs", "went home".
NEEDS_CONTENT = _words(
    """
    protest respond reply add write note observe report continue go read post message reveal recall
    conclude suggest estimate believe indicate ask counter repeat signal cry recommend
    comment show answer snap reason charge plead elaborate
    """
)

# Verbs whose subject is the speaker of words quoted under them, but that state nothing.
QUOTING = _words(
    """
    call describe label dub brand term decry praise hail slam blast mock characterize depict
    deride refer express tout attack deem consider quote cite promote attribute invoke
    invite encourage welcome deliver speak talk cheer chant sing sign
    """
)

# Verbs whose subject holds a view that somebody else puts into words.
HOLDING = _words(
    """
    believe think estimate know fear hope
    """
)

# Nouns for somebody's words: in "the mayor's comments" the mayor speaks.
WORDS_OF = _words(
    """
    comment remark statement word tweet letter speech testimony post message claim announcement
    """
)

# Nouns that describe a person.
PERSON_ROLES = _words(
    """
    official spokesman spokeswoman spokesperson president minister senator governor mayor
    lawyer attorney aide man woman officer secretary ambassador envoy judge chief director
    doctor professor analyst expert witness resident leader candidate congressman
    congresswoman general commander adviser executive
    """
)

# Nouns that describe a body or a document that speaks.
BODY_ROLES = _words(
    """
    ministry government company agency police court army party committee commission
    department office administration group statement report media newspaper union council
    bank house
    """
)

# Stating verbs whose complement the speaker does not assert.
NOT_ASSERTING = _words(
    """
    deny refute rebut dispute reject dismiss ask demand urge propose threaten promise pledge vow
    recommend suggest hint joke warn accuse
    """
)

# Pronouns that begin a clause about the noun before them.
RELATIVE = _words(
    """
    who which that whom
    """
)

# Conjunctions whose clause is a condition or a comparison, not an assertion.
CONDITIONAL = _words(
    """
    if unless whether lest than till until so
    """
)

# Adverbs before a conjunction, which go with it: "even though", "shortly after".
CLAUSE_OPENERS = _words(
    """
    when where even just only shortly soon especially particularly largely partly mainly
    """
)

# Verbs that say little without the clause that dates them: "The arrest came after ...".
INCOMPLETE = _words(
    """
    come follow happen occur begin end
    """
)

# What "this" points at though nothing was said of it before: "this week", "in this country".
POINTED_AT = _words(
    """
    moment minute hour day morning afternoon evening night week weekend month season spring
    summer autumn fall winter year decade century time era point stage country nation world
    way kind sort type
    """
)
