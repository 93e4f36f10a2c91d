"""Debrief questions for each worst practice, with the evidence in plain words.

The cards are those of `itborg.analysis.measures.worst_practices`. Questions and evidence are our own words. Where no
study was found, the card states so: most of these practices are known from workshops, not from measurements.
"""

from __future__ import annotations

from typing import NamedTuple

from itborg.analysis.measures.worst_practices import PRACTICES, Observed

from ..text import number


class DebriefCard(NamedTuple):
    """What a facilitator needs for one worst practice.

    seen       what the month showed, in plain words
    questions  two or three to put to the room
    evidence   what is known outside the model
    attempt    a small thing to try in the own organisation
    """

    seen: str
    questions: tuple[str, ...]
    evidence: str
    attempt: str


CARDS: dict[str, DebriefCard] = {
    "impact_unknown": DebriefCard(
        "People in IT understood less than a third of what the business does with their services.",
        (
            "Which service did IT repair first, and who in the business would have chosen another?",
            "Who in this room could have explained the impact, and when was that person last in contact with IT?",
        ),
        "Reich and Benbasat (2000) found in ten insurance units that shared knowledge of each other's domain goes "
        "with alignment. How much understanding a visit brings has not been measured between business and IT.",
        "Two people from IT spend half a day where one service is used, and report what surprised them.",
    ),
    "everything_top": DebriefCard(
        "Stated priorities were on average half a level or more above the true ones.",
        (
            "What happened to the requests that were stated honestly?",
            "What would make it safe to call your own request a 2?",
            "Who would have to agree on what comes first, and who decides when they do not?",
        ),
        "In the public incident log of a university (UCI) hardly any incident has one of the two top priorities. "
        "That a label that pays is inflated is common experience and an assumption here; we found no measurement.",
        "For two weeks, whoever asks for the top priority names the request that it displaces.",
    ),
    "too_internal": DebriefCard(
        "Less than a tenth of all contact went across the sides.",
        (
            "Who talked to the other side this month, and about what?",
            "Which meeting of your own side could somebody from the other side replace?",
        ),
        "Networks of real offices are dense inside teams and thin between departments; Cross and Parker (2004) "
        "describe what is lost there. The size of the effect on service is a result of the model, not a measurement.",
        "Invite one person of the other side to one regular meeting, with a subject of their own.",
    ),
    "itil_objective": DebriefCard(
        "The framework was used more than IT understood what it was for.",
        (
            "Which figure of the framework was green while orders were lost?",
            "If you had to abolish one report, who would notice?",
        ),
        "Marrone and Kolbe (2011) asked IT executives of 441 firms: more adoption, more benefits as they see them. "
        "These are self-reports of adopters. We found no effect size that was measured outside IT.",
        "Take one report to the business and ask which decision it changed.",
    ),
    "yes_but_no": DebriefCard(
        "More than half of the changes of the month were late or never came.",
        (
            "Which promise did the room itself break, and who had to tell the customer?",
            "What did it cost to answer no, and what would it have cost earlier?",
        ),
        "Broken promises cost more trust than kept ones earn: Slovic (1993) and many since found that trust falls "
        "faster than it grows. By how much between business and IT is an assumption here.",
        "Give the next promise as a range, and write down whether it included the day.",
    ),
    "over_the_wall": DebriefCard(
        "What was delivered met less than half of the need, or failed when it was released.",
        (
            "Who used what was built last month, and what did they do with it first?",
            "Who could have said before the release that it would not fit?",
        ),
        "DORA (2019) found that approval by a body outside the work goes with slower delivery and not with fewer "
        "failures. That words lose meaning on paper is old knowledge (Polanyi; Nonaka) without an agreed measure.",
        "Let the person who asked see it on the builder's screen once before it is finished.",
    ),
    "not_my_responsibility": DebriefCard(
        "More than half of all hand-offs went to a team that could not solve the incident.",
        (
            "Follow one incident of the replay from hand to hand: who knew the right person, and who did not?",
            "What would you have needed to know about colleagues to pass it on well?",
        ),
        "In the incident log of a university (UCI) nearly half of all incidents are handed over, and each hand-over "
        "goes with longer resolution. The log shows an association; the model offers one cause that suffices.",
        "List for three services who really knows them, by asking, not by looking at the chart.",
    ),
    "no_commitment": DebriefCard(
        "Managers gave IT matters less than a fifth of a day in the month.",
        (
            "Which decision waited for a manager, and for how long?",
            "What would be worth an hour of a director's week, and whose hour?",
        ),
        "McKinsey (2015, 709 executives): 35 % call IT effective where it is a partner, 14 % where it is a supplier. "
        "That is an association; it does not show that time of managers is the cause.",
        "One director sits in the ranking of requests for one month.",
    ),
    "plan_do_stop": DebriefCard(
        "More than half of what IT had learned of the business was lost again.",
        (
            "What did the room decide to improve, and what became of it two months later?",
            "Who owns an improvement after the day on which it was decided?",
        ),
        "Saks and Belcourt (2006): 62 % of what is trained is applied at once, 34 % after a year; what surrounds a "
        "training matters more than the training. Those are estimates of training professionals.",
        "Write the improvement on the wall with a name and a date, and read it aloud on that date.",
    ),
    "them_and_us": DebriefCard(
        "On average managers trusted IT less than two fifths of the way.",
        (
            "When did somebody in this room say 'they' of people who sat in it?",
            "Which event of this run cost most trust, and which one earned some?",
        ),
        "Contact reduces prejudice when people have equal status and a common goal (Pettigrew and Tropp 2006, 515 "
        "studies). None of these studies was about business and IT.",
        "Mix the seats at the next meeting about an outage, and begin with what each side saw.",
    ),
    "procedures": DebriefCard(
        "A third or more of all needs were met without IT.",
        (
            "What was the shortest way to get something done, and why was it not the official one?",
            "What does shadow IT show that no survey would?",
        ),
        "Shadow IT is common; we found no measurement that firms could be compared by. That policing it drives it "
        "deeper follows from reactance (Brehm 1966) in direction; its size is an assumption.",
        "Ask three people what they do in a spreadsheet because asking IT takes too long.",
    ),
    "value_unspecified": DebriefCard(
        "Stated priorities said little about what requests were worth.",
        (
            "Which initiative was worth least of what it claimed, and who could have known?",
            "What would you have to write on a request so that a stranger could rank it?",
        ),
        "The workshop of 2012 named a business case by value, outcome, cost and risk as its own remedy. Whether that "
        "improves decisions has, as far as we found, not been measured.",
        "Write value, outcome, cost and risk of one request in four lines, and let the other side correct them.",
    ),
    "no_effort": DebriefCard(
        "Fewer than one talk across the sides for two people in the month.",
        (
            "Which of the facts on your cards did the other side need, and when did you pass it on?",
            "What kept you from going there: time, rank, or that nobody asked?",
        ),
        "Talk conveys what can be said; what work is like is learned by seeing it (Polanyi; Nonaka). In the model a "
        "visit therefore teaches more than a meeting, which is an assumption.",
        "Each of you asks one person of the other side this week what their worst day last month was.",
    ),
}


class ShownCard(NamedTuple):
    """A worst practice of a run with its debrief card.

    months   those that showed it, from 1
    figures  its signal in each month of the run, in words
    """

    title: str
    side: str
    months: tuple[int, ...]
    card: DebriefCard
    figures: tuple[str, ...] = ()


def shown_cards(observed: list[Observed]) -> list[ShownCard]:
    """Return the worst practices that a run showed, those of most months first."""
    shown = [
        ShownCard(
            one.practice.card, one.practice.side, one.months, CARDS[one.practice.name],
            tuple(figure(float(value), one.practice.unit) for value in one.values),
        )
        for one in observed if one.months
    ]  # fmt: skip
    return sorted(shown, key=lambda one: -len(one.months))


def figure(value: float, unit: str) -> str:
    """Return a signal of a worst practice with its unit.

    >>> figure(0.058, "share"), figure(0.66, "level"), figure(0.14, "pd"), figure(0.4, "count")
    ('6 %', '0.7 levels', '0.1 days', '0.4 talks')
    """
    if unit == "share":
        return number(value, unit)
    return number(value, {"pd": "day", "count": "talks"}.get(unit, unit), digits=1)


def all_cards() -> list[ShownCard]:
    """Return all worst practices without months, for printing before a game."""
    return [ShownCard(one.card, one.side, (), CARDS[name]) for name, one in PRACTICES.items()]
