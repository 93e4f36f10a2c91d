"""Wishes, worries, questions and useless facts of the cards, in words that fit any organisation."""

from __future__ import annotations

from collections.abc import Mapping

WISH: Mapping[str, str] = {
    "executive": "I want the Boardroom wall.",
    "sales": "I want Order ahead, as early as possible.",
    "marketing": "I want my two campaigns to be a success.",
    "kitchen": "I want fewer late deliveries.",
    "finance": "I want every euro explained before it is spent.",
    "hr": "I want the law to be kept on its first day.",
    "it_manager": "I want fewer things at a time, and those finished.",
    "relationship": "I want builders and those who need a change to sit at one table.",
    "change": "I want a date for everything that has to be ready.",
    "operations": "I want to be heard before something breaks.",
    "support": "I want two people for root causes instead of incidents.",
    "it_finance": "I want one list of all that is paid for.",
}
#: Worry in the first and in the second half of the game.
WORRY: Mapping[str, tuple[str, str]] = {
    "executive": ("Every department calls its own project urgent.", "The owners ask me what the money has brought."),
    "sales": ("Another company may offer it first.", "Orders rise and I cannot see whether we can serve them."),
    "marketing": ("IT may not know when my campaigns begin.", "The winter campaign must not fail like others before."),
    "kitchen": ("Nobody asks what a late order costs us.", "The busiest month comes last."),
    "finance": ("Money goes to whoever asks most often.", "What is started now may be ready after the year."),
    "hr": ("The law does not wait for our systems.", "People are tired after months of firefighting."),
    "it_manager": (
        "My builders work on what nobody here has ranked.",
        "Too much is begun and too little is finished.",
    ),
    "relationship": ("Priorities on requests mean little.", "What was built may miss the need."),
    "change": ("Nobody gives me dates.", "All want a release in the same week."),
    "operations": ("Nobody outside IT knows the limits of our systems.", "Old equipment fails in the busiest weeks."),
    "support": ("We close incidents, and the same ones return.", "My people have no time to look for causes."),
    "it_finance": ("Prices are known, benefits are not.", "The rest of the money will not pay for all that is wanted."),
}
QUESTION: Mapping[str, tuple[str, str]] = {
    "executive": (
        "What can our most important system not do?",
        "Which of these still pays before the end of the year?",
    ),
    "sales": ("How long does IT need for it?", "What breaks if more orders come?"),
    "marketing": ("When must work begin so that it is live in time?", "How many orders a day can the systems serve?"),
    "kitchen": ("Which faults come back again and again?", "What makes our systems slow at peak hours?"),
    "finance": ("Which of these would be missed if it never came?", "What can still be ready in time?"),
    "hr": ("Can our system keep these records today?", "Who in IT is asked to do two things at once?"),
    "it_manager": ("Which date in the business cannot move?", "What can be left until next year?"),
    "relationship": ("Who understands best what is needed here?", "What did people ask for that nobody uses?"),
    "change": ("On which day is each of these worth something?", "Which release can wait until after the campaign?"),
    "operations": ("How many orders do you expect in a campaign?", "How many of our customers come by phone?"),
    "support": ("Which faults cost you most?", "What would you give for a week without that fault?"),
    "it_finance": ("What is this worth a day, by your own count?", "What does a day without it cost you?"),
}
#: Facts that decide nothing, by side.
USELESS: Mapping[str, tuple[str, ...]] = {
    "business": (
        "The new logo has been liked by most of the staff.",
        "The meeting room on the second floor is booked until the end of the year.",
        "The trade fair of this year had fewer visitors than the last one.",
        "A consultant has offered a study of our market for next year.",
        "The parking spaces have been dealt out again.",
        "The annual report is printed on recycled paper.",
        "The staff survey had an answer rate of 61 %.",
        "The old posters are still in the cellar.",
        "Two members of the board have new offices.",
        "The supplier of office chairs has changed its name.",
        "The company outing will be in spring.",
        "A newspaper has printed a photograph of our head office.",
        "The canteen closes half an hour earlier on Fridays.",
        "The lease of the head office runs for four more years.",
        "A school class visited us last week.",
        "The coffee machine has been replaced.",
        "The handbook for new staff has a new cover.",
        "Our largest rival has moved its head office.",
    ),
    "it": (
        "The server room has been painted.",
        "The new phones of the service desk are lighter than the old ones.",
        "A vendor has invited us to a conference in spring.",
        "The ticket system has a new colour scheme.",
        "The certificates in the corridor have been hung up again.",
        "The wireless network of the canteen has a new name.",
        "Most of the team prefers the new keyboard.",
        "The vendor of the ticket system has a new managing director.",
        "A magazine ranks our programming language third.",
        "The list of spare cables is complete.",
        "The last audit praised our filing.",
        "The old mainframe manual has been given to a museum.",
        "The team room has new whiteboards.",
        "Two colleagues passed an examination in project management.",
        "The screensaver shows the company's values.",
        "The printer on the first floor works again.",
        "The intranet had 4 % more visitors last month.",
        "The names of the test servers follow a new scheme.",
    ),
}
