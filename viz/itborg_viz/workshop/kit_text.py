"""The words of the facilitator's kit: agendas, what to say in each phase, and what to watch for.

Minutes are a proposal; no timer of the game forces a page.
"""

from __future__ import annotations

from typing import NamedTuple


class Step(NamedTuple):
    """A row of an agenda.

    minutes  how long it takes
    title    the phase, in words
    what     what happens
    """

    minutes: int
    title: str
    what: str


class PhaseNotes(NamedTuple):
    """What a facilitator needs in a phase.

    title     the phase, in words
    say       sentences to read aloud
    watch     what to look for while the room works
    trouble   what usually goes wrong, and what helps
    """

    title: str
    aloud: tuple[str, ...]
    watch: tuple[str, ...]
    trouble: tuple[str, ...]


_OPENING = (
    Step(8, "Join", "Phones join, roles are dealt, one test vote shows that every phone works."),
    Step(6, "Briefing", "Six months of history, the target, who is who on the network."),
    Step(4, "Cards", "Everybody reads the own card in silence; nobody shows it. Then the room may talk."),
)
#: Minutes of a form -> title and steps.
AGENDAS: dict[str, tuple[str, tuple[Step, ...]]] = {
    "60": (
        "One hour",
        (
            Step(6, "Join", "Phones join, roles are dealt, one test vote."),
            Step(5, "Briefing", "Six months of history, the target, who is who; cards are read in silence."),
            Step(12, "Round 1: month 1", "Decide 6, predict 1, live 1, reveal 1, improve 3."),
            Step(12, "Round 2: months 2 and 3", "The first campaign."),
            Step(10, "Round 3: months 4 to 6", "Winter; whatever was neglected bites now."),
            Step(11, "Debrief", "Result, turning points, what each choice was worth, who knew."),
            Step(4, "Next week", "Three things that everybody will try; the file to take home."),
        ),
    ),
    "90": (
        "Ninety minutes",
        (
            *_OPENING,
            Step(12, "Round 1: month 1", "Decide 6, predict 1, live 1, reveal 1, improve 3."),
            Step(11, "Round 2: month 2", "The last month in which something large is ready for the campaign."),
            Step(11, "Round 3: month 3", "The campaign. Stop at its turning points."),
            Step(10, "Round 4: months 4 and 5", "Laws and ends of support have their dates here."),
            Step(8, "Round 5: month 6", "Winter campaign; the result of the half year."),
            Step(16, "Debrief", "Result, turning points, what each choice was worth, who knew, cards."),
            Step(4, "Next week", "Three things that everybody will try; the file to take home."),
        ),
    ),
    "180": (
        "Half a day",
        (
            Step(10, "Join", "Phones join, roles are dealt, one test vote; a minute for everybody's expectation."),
            Step(10, "Briefing", "Six months of history, the target, the network with its names."),
            Step(5, "Cards", "Everybody reads the own card in silence. Then the room may talk."),
            Step(20, "Round 1: month 1", "Decide 10, predict 2, live 1, reveal 2, improve 5."),
            Step(20, "Round 2: month 2", "As before; let the improvement be tried in earnest."),
            Step(15, "Reflection", "What do we know now that we could have known in month 1? Change the seats."),
            Step(18, "Round 3: month 3", "The campaign. Stop at its turning points."),
            Step(15, "Break", "Leave the wall as it is."),
            Step(15, "Round 4: month 4", "Somebody who has been silent leads the decision."),
            Step(15, "Round 5: month 5", "Before it: everybody names one thing the other side needs to know."),
            Step(12, "Round 6: month 6", "Winter campaign; the result of the half year."),
            Step(30, "Debrief", "Result, turning points, choices, who knew, cards: groups of three choose one."),
            Step(10, "Next week", "Three things that everybody will try, with a date; the file to take home."),
        ),
    ),
}  # fmt: skip

PREPARATION = (
    "A day before: play one round alone, with your own phone as a player.",
    "Bring your own hotspot or a small router. Guest networks often forbid phones to reach your computer.",
    "Start the game a quarter of an hour before, with the projector at its final size.",
    "Print this kit one-sided. Cut the role cards; you need them for rooms without phones and for empty batteries.",
    "Hang the wall sheets: calendar in the middle, initiatives beside it, service map where people stand.",
    "Seat business and IT apart. They will feel it, and that is the point; change the seats half way.",
    "Charge the computer, turn its sleep off, and keep the console on a screen that nobody else sees.",
)

NOTES: tuple[PhaseNotes, ...] = (
    PhaseNotes(
        "Join",
        ("Take a role that is not your own. Your card is for your eyes only, until you tell somebody what is on it.",),
        ("Whose phone does not appear? Take the printed card and let a neighbour vote.",),
        (
            "A phone shows nothing: it is in another network, or the network keeps phones apart. Use the hotspot.",
            "Late joiners take a role that nobody has, or share one.",
        ),
    ),
    PhaseNotes(
        "Briefing",
        (
            "Half a year, and the money is going. IT reports that it is in time. What do you see that IT does not?",
            "The owners want the target by the end of the year. You have one budget, and it is not enough for all.",
        ),
        ("Who looks at profit, and who at the own figures?",),
        ("The room wants to know all rules. Read the briefing, then begin: month 1 is for learning.",),
    ),
    PhaseNotes(
        "Decide",
        (
            "Nobody has all facts. What is one initiative worth, what does it need, and by which day?",
            "At the end of five minutes there is one list. What is not on it waits.",
        ),
        (
            "Do business and IT talk, or do both wait to be asked?",
            "Is there one list of what comes first, or one for each department?",
            "Does anybody say a date aloud?",
        ),
        (
            "The chief executive decides alone: ask who has not spoken.",
            "Everything is started at once: ask who will build it, and point at the budget.",
            "Silence: each side names one thing it needs from the other.",
        ),
    ),
    PhaseNotes(
        "Predict",
        ("Give a range in which you are sure four times out of five. Nobody sees yours before the reveal.",),
        ("A wide spread is the news: the two at the ends explain themselves.",),
        ("Ranges of zero width: exact predictions rarely pay. The score explains itself after the month.",),
    ),
    PhaseNotes(
        "Live",
        ("Watch who works with whom. At each stop: what failed, whom did it hit, and who knew?",),
        ("Let the person whose name is on the screen speak first.",),
        ("Blame. Ask what that person would have needed to hear, and from whom.",),
    ),
    PhaseNotes(
        "Reveal",
        ("Look at the orders first, then at the reports. Which figure surprised you?",),
        ("True worths are shown of what was delivered or dropped only; what waits stays unknown.",),
        ("The room argues with the model. Good: which assumption would you change, and would it change the decision?",),
    ),
    PhaseNotes(
        "Improve",
        ("One thing that we do differently next month. Short, with a name. It stays on the wall.",),
        ("Last month's improvement: was it done? Read it aloud before the next decision.",),
        ("Wishes about others. Ask for something that somebody in this room can do.",),
    ),
    PhaseNotes(
        "Debrief",
        (
            "First the facts, then how it felt, then what it means, then what you take home.",
            "Each side alone hardly gains. What did you know together that neither knew alone?",
            "Which three cards would your customers choose for you?",
        ),
        ("Leave a third of the time for this. A game without a debrief is entertainment.",),
        ("A poor result: show what the same decisions give with other random numbers, and which choice cost most.",),
    ),
    PhaseNotes(
        "Next week",
        ("Three things, small enough for next week. Write whom you will ask, and when.",),
        ("At least one of the three crosses from one side to the other.",),
        ("Large programmes. Ask what can be done by Friday.",),
    ),
)  # fmt: skip

STORY = (
    "You run {name}. Half a year is over: {profit}. {lost} of all orders were lost to outages and releases, while IT "
    "reports that {sla} of its incidents were resolved in time.",
    "The owners have lost patience. They want {goal} by the end of the year, and they give you {budget} for it: for "
    "initiatives, which the departments propose, and for other ways of working together.",
    "Everybody has a role and a card. What you need to decide well is on the cards of others, on both sides.",
)
RULES = (
    "Each month you start initiatives and ways of working from one budget. Nothing is stopped once it has started.",
    "What this room puts first is built first, and all other requests wait. Builders are few.",
    "An initiative that misses its date is worth nothing. What is neglected fails later, when it hurts most.",
    "You predict the month, see it happen on the network, and name one improvement for the next.",
    "Results are those of a model with random numbers. Good decisions can have a bad month.",
)
