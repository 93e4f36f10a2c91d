"""Voice: how far a manager's own words reach the people who do the work, along particular ties.

A request, a label or a date that nobody speaks for arrives on paper. A trusted counterpart in IT who understands the
service and is heard in the team that does the work carries the rest; a colleague with such a counterpart can refer a
manager to it (two-step transfer, Tushman & Scanlan 1981; tie strength and trust, Levin & Cross 2004). Forms are ours.
"""

from __future__ import annotations

from .arithmetic import power
from .mechanism import DIRECTION, Mechanism, knockout, parameter, rule


class Voice(
    Mechanism,
    meaning="requests, labels and dates arrive in full only where a tie speaks for them",
    knockouts=(
        knockout(
            "referral",
            "colleagues refer a manager to their counterpart in IT",
            "ties among business people lead to somebody in IT: N5",
            referral=0.0,
        ),
        knockout(
            "heed",
            "IT heeds value that a known person speaks for",
            "IT understands the value of what a known person asks for: N1, N2",
            voice_heed=0.0,
        ),
        knockout(
            "voice_in_shadow",
            "who is heard asks IT rather than bypass it",
            "who knows nobody in IT bypasses it: N1",
            voice_shadow=0.0,
        ),
        knockout(
            "voice_in_answers",
            "known users answer and make time at once",
            "IT gets answers sooner from users whom it knows: N1",
            voice_answer=0.0,
        ),
        knockout(
            "request_talks",
            "a request is talked over with the team that builds it",
            "a change fits if builder and requester know each other: N1, N2",
            request_talk=0.0,
        ),
    ),
):
    """Parameters of the strength of ties, of voice, and of what it does.

    Voice is 0 (nobody speaks for the manager: the official way is all there is) to 1 (heard in full).
    """

    strength_by_contact = parameter(0.5, 0.25, 1.0, "exponent", "contact in the strength of a tie", core=True)
    strength_by_trust = parameter(
        1.5, 0.0, 2.0, "exponent", "trust in the strength of a tie", DIRECTION + "Levin & Cross 2004", core=True
    )
    referral = parameter(
        0.9, 0.0, 1.0, "share", "voice that a colleague's counterpart lends, relative to one's own",
        DIRECTION + "two-step transfer (Tushman & Scanlan 1981)",
    )  # fmt: skip
    voice_reference = parameter(
        0.045, 0.03, 0.2, "strength", "strength x relay x understanding that is heard in full", core=True
    )
    voice_heed = parameter(0.2, 0.0, 0.6, "share", "part of what IT does not see of a value that full voice makes seen")
    voice_answer = parameter(1.0, 0.0, 1.0, "share", "part of a wait for the user that full voice spares")
    voice_shadow = parameter(0.35, 0.0, 0.7, "utility", "appeal of IT to a manager whom it hears in full", core=True)
    request_talk = parameter(
        1.0, 0.0, 1.0, "probability", "a request is talked over with somebody in IT, at neutral trust",
        DIRECTION + "work brings people together (Feld 1981; Cataldo et al. 2006)", core=True,
    )  # fmt: skip
    request_contact = parameter(
        0.1, 0.0, 0.3, "share", "gap to full contact closed by talking a request over with somebody known, at neutral trust, beside that of a talk",
    )  # fmt: skip
    introduction = parameter(
        0.1, 0.0, 0.3, "probability", "who knows nobody in the team that builds is introduced to somebody there"
    )
    counterpart_share = parameter(
        0.5, 0.0, 1.0, "share", "part of a delivery that the owner lays to the counterpart rather than to the builder"
    )


@rule("power(contact, p.strength_by_contact)*power(trust, p.strength_by_trust)")
def strength(contact: float, trust: float, p: Voice) -> float:
    """Return the strength of a tie as a channel, 0 to 1.

    contact, trust  of the tie, from its owner, 0 to 1

    Source: strong ties carry complex knowledge, trust mediates (Hansen 1999; Levin & Cross 2004); the form is ours.
    """
    return power(contact, p.strength_by_contact) * power(trust, p.strength_by_trust)


@rule("min(1, p.request_contact*drawn)")
def by_request(drawn: float, p: Voice) -> float:
    """Return the share of the gap to full contact that talking a request over closes for one of the two. Assumption.

    drawn  factor of trust in the other person, see `attention.drawn_to`
    """
    return min(1.0, p.request_contact * drawn)


@rule("p.referral*strength*direct*relay*understanding")
def referred(strength: float, direct: float, relay: float, understanding: float, p: Voice) -> float:
    """Return the words that reach a team through a colleague and the colleague's counterpart, 0 to 1.

    strength       of the tie to the colleague
    direct         strength of the colleague's tie to the counterpart
    relay          strength with which the counterpart is heard in the team
    understanding  of the service by the counterpart
    """
    return p.referral * strength * direct * relay * understanding


@rule("min(1, words/p.voice_reference)")
def voice(words: float, p: Voice) -> float:
    """Return voice, 0 to 1, from the best way along which words reach a team.

    words  strength x relay x understanding of the service, the largest over all ways, 0 to 1
    """
    return min(1.0, words / p.voice_reference)


@rule("understanding + (1 - understanding)*p.voice_heed*voice")
def heeded(understanding: float, voice: float, p: Voice) -> float:
    """Return how far the value of a piece of work is seen, 0 to 1, where somebody speaks for it. Assumption.

    understanding  own understanding of the service, 0 to 1
    voice          of the owner, 0 to 1
    """
    return understanding + (1.0 - understanding) * p.voice_heed * voice


@rule("general + voice*(particular - general)")
def credit(general: float, voice: float, particular: float) -> float:
    """Return what is thought of somebody, 0 to 1: the general opinion, moved by voice to that of one person.

    general     opinion of the other side
    particular  what the counterpart thinks of the manager, or the manager of the counterpart
    """
    return general + voice * (particular - general)


@rule("(1 - p.voice_answer*voice)*wait")
def answered(wait: float, voice: float, p: Voice) -> float:
    """Return a wait for the user, working days, where the owner is known to those who ask. Assumption.

    wait   of somebody unknown, working days
    """
    return (1.0 - p.voice_answer * voice) * wait


@rule("optimism + (1 - optimism)*voice if optimism < 1 else optimism")
def honest_promise(optimism: float, voice: float) -> float:
    """Return promised over expected lead time: who promises to somebody known does not promise too much. Assumption.

    optimism  without voice, ratio; promises that are cautious already stay
    """
    return optimism + (1.0 - optimism) * voice if optimism < 1.0 else optimism


@rule("1 - voice")
def unexplained(voice: float) -> float:
    """Return what is left of the resentment of a No that a counterpart explains, 0 to 1. Assumption."""
    return 1.0 - voice
