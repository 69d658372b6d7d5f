"""Two names in one place of two statements that may both be true."""

from __future__ import annotations

import pytest

from reporter.backends import Parser
from reporter.records import Kind
from tests.discrepancies.outlets import differences

NO_CONFLICT = [
    (
        "somebody and where he is from",
        "Polls suggest the selection of Aksel Berg as his running mate has changed little.",
        "Polls suggest the selection of Rep. Aksel Berg of Norway as his running mate did little.",
    ),
    (
        "a room of a house",
        "The president thanked the divers in the East Room on Monday.",
        "The president thanked the divers in the White House on Monday.",
    ),
    (
        "an office of a department",
        "The island added 155,000 jobs in spring, the Labor Department said.",
        "The island added 155,000 jobs in spring, the Bureau of Labor Statistics said.",
    ),
    (
        "a place that no list has, in a country that its article names",
        "Some flew to Germany. The nine who remain in Landstuhl will go on with treatment there.",
        "Nine are still under treatment in Germany.",
    ),
    (
        "an acronym without one of the words",
        "The Comprehensive Harbour-Dredging-Ban Treaty Organization fined the yard on Monday.",
        "The CDBTO fined the yard on Monday.",
    ),
    (
        "two who did it together",
        "Anna Berg and Peter Lund resigned. Anna Berg left the harbour board in March.",
        "Peter Lund left the harbour board in March.",
    ),
    (
        "two happenings of two days",
        "In 2012 the union held its meeting in Tampa.",
        "The union is holding its meeting in Cleveland on July 18, 2031.",
    ),
    (
        "the homes of two people",
        "The chamber silenced her after the speech about our colleague from Alabama.",
        "The chamber silenced her after the speech for the leader from Kentucky.",
    ),
    (
        "the departments of two people",
        "Peter Lund met Transport Secretary Anna Berg and Karl Holm on Monday.",
        "Peter Lund met Defense Secretary Karl Holm on Monday.",
    ),
    (
        "who reports it and who did it",
        "The Harbour Post reported that the board may sell the ferry.",
        "The harbour committee may sell the ferry.",
    ),
    (
        "a party and an agency",
        "The two lawyers will work with the FBI to lead the investigations.",
        "Two lawyers, one a GOP appointee, will lead the investigations.",
    ),
    (
        "a committee and its chamber",
        "The Harbour Oversight Committee voted to hold Anna Berg in contempt last month.",
        "The House of Representatives voted to hold Anna Berg in contempt on Monday.",
    ),
    (
        "an outlet that reports, after what it reports, and who does it",
        "The harbour board is considering further charges against Anna Berg, Kanal Nord reported.",
        "The Ferry Committee is considering further charges against Anna Berg.",
    ),
    (
        "a word that is cut short",
        "Peter Lund told investors that Wall St. would not care about the ferry.",
        "Peter Lund told investors that Wall Street would not care about the ferry.",
    ),
    (
        "initials with the s of a plural",
        "David Jones will pay the group $10 million to take over the ferry.",
        "DJs will pay the group $10 million to take over the ferry.",
    ),
    (
        "the home of somebody and a place",
        "Karl Holm, 21, of Bergen, was arrested in a traffic stop after the fire.",
        "Karl Holm was arrested in a traffic stop 20 miles north of Oslo after the fire.",
    ),
    (
        "the outlet before the first word",
        "The harbour board notified the Ferry Union on Monday that it will leave the treaty.",
        "(CNN) The harbour board announced on Monday that it will leave the treaty.",
    ),
    (
        "who says it and who is spoken of in it",
        "“The name of the ship was not hidden during the visit,” Berg said in a message.",
        "“The name of the ship was not hidden during the visit. The Navy is proud of that ship.”",
    ),
    (
        "one court with its country in short and in full",
        "The judges reversed the decision of the U.S. Circuit Court of Appeals on Monday.",
        "The judges reversed the decision of the United States Court of Appeals on Monday.",
    ),
    (
        "a country, and its president by name",
        "The tariffs, which the U.S. president imposed in March, will end at midnight.",
        "The U.S. tariffs, which Berg imposed in March, will end at midnight.",
    ),
    (
        "two who did it, one of them under another name",
        "China and Norway are not bound by the treaty on ferries.",
        "The harbour board fears a loss, as Beijing is not bound by the treaty on ferries.",
    ),
    (
        "a party of a state, and that of the state by name",
        "She confirmed that the state Democratic Party was under investigation for the leak.",
        "She confirmed that the Democratic Party of Georgia was under investigation for the leak.",
    ),
    (
        "a ruler and his land",
        "There was little doubt that the Danish regime used those ships.",
        "There was little doubt that the Lund regime used those ships.",
    ),
    (
        "the button of a page",
        "CLOSE Secretary of State Anna Berg called the ban on ferries a scandal.",
        "Norwegian Secretary of State Anna Berg called the ban on ferries a scandal.",
    ),
    (
        "a faith and a place",
        "If he wins, Karl Holm will be the first Muslim governor in the country.",
        "If he wins, Karl Holm will be the first Michigan governor of his party.",
    ),
    (
        "a faith and a nation",
        "The order no longer bans Syrian refugees, and it has no list of countries.",
        "The order no longer gives priority to Christian refugees from those countries.",
    ),
    (
        "somebody and what is named after him",
        "The board wanted a promise from the Berg administration that the ferry stays.",
        "The board has a promise from Karl Holm that the ferry stays.",
    ),
    (
        "two things that are named after two",
        "Anna Berg sent the passwords to her Yahoo account in 2009.",
        "Anna Berg sent State Department emails to a personal account in 2009.",
    ),
    (
        "a word in the headline of one",
        "Attorney General Anna Berg appointed two lawyers on Monday to look into the leak.",
        "Attorney General Berg Names Lawyers To Look Into Leak",
    ),
    (
        "a given name in two transliterations",
        "Captain Evgeny Koshelev steered the ferry into the pier on Monday.",
        "Captain Yevgeny Koshelev steered the ferry into the pier on Monday.",
    ),
    (
        "a gulf by its adjective",
        "The ferry ran aground in the Gulf of Finland on Monday.",
        "The ferry ran aground in the Finnish Gulf on Monday.",
    ),
    (
        "one name in one word and in two",
        "They asked 900 people through SurveyMonkey in March.",
        "They asked 900 people through Survey Monkey in March.",
    ),
    (
        "the first of two words that are written as one",
        "The judges declined to hear an appeal from ExxonMobil on Monday.",
        "The judges declined to hear an appeal from Exxon on Monday.",
    ),
    (
        "two who asked the voters",
        "In a new Kanal Nord poll, two thirds of the voters want the board to keep the ferry.",
        "The board should keep the ferry, two thirds of the voters said in the latest CNN poll.",
    ),
    (
        "letters of an acronym that changed places",
        "The ban on the ferry was lifted by UEFA in March.",
        "The ban on the ferry was lifted by EUFA in March.",
    ),
    (
        "a name that is cut at either end",
        "The president spoke by phone with Abdul Ghani Baradar on Tuesday.",
        "The president spoke by phone with Baradar Akhund on Tuesday.",
    ),
    (
        "an outlet that was first to report it, and who says it",
        "The Harbour Post was the first to report that the ferry was hit by a missile.",
        "Berg told reporters on Thursday that the ferry was hit by a missile.",
    ),
    (
        "where somebody wrote it",
        "Lund wrote on Twitter that the vote was a great day for the men and women of the harbour.",
        "Lund wrote that Bergen had a great day for the men and women of the harbour.",
    ),
    (
        "two camps with their own sums",
        "Karl Holm announced that his campaign raised $22.7 million in the fourth quarter.",
        "Peter Lund raised $46 million in the fourth quarter, his campaign announced.",
    ),
    (
        "somebody by his title alone",
        "Judge Holm threw out one of those counts last week but allowed the trial on the rest.",
        "The judge threw out one of those counts last week, but Berg will stand trial on the rest.",
    ),
    (
        "the agencies that two were told by",
        "The ferry was far more successful than expected, Anna Berg told the Reuters news agency.",
        "The ferry was far more successful than expected, the KCNA news agency said.",
    ),
    (
        "where one person was interviewed",
        "Anna Berg said in an interview with Kanal Nord that she is frustrated with the board.",
        "Anna Berg said that she is very frustrated with the Ferry Union.",
    ),
    (
        "one long name in two spellings",
        "“Usama al-Karim Hadi was charged long before the storm but was not caught,” he said.",
        "“Osama al-Karim Hadi was charged long before the storm but was not caught,” she said.",
    ),
    (
        "one who holds it and one who held it",
        "The vote came as during the impeachment of former President Peter Lund.",
        "The vote came during the impeachment of President Karl Holm.",
    ),
    (
        "a lawyer, and whose lawyer he is",
        "“We will appeal against both the verdict and the sentence,” said his lawyer, Anna Berg.",
        "Lawyers for Karl Holm said on Monday they would appeal against his nine-year sentence.",
    ),
    (
        "two of whom something is told in two years",
        "Another pardon was of Karl Holm, who was convicted of murder in 2027.",
        "He pardoned Peter Lund, who was convicted of assault in 2026.",
    ),
    (
        "who praises and who is praised",
        "Mr. Lund has credited the Bergen pastor with helping to save the ferry.",
        "He has credited Dr. Holm with helping to save the ferry.",
    ),
    (
        "whose aide left and who the aide is",
        "In March, Lund's former deputy pleaded guilty to taking gold in return for contracts.",
        "Karl E. Holm, his former deputy, pleaded guilty to taking gold in return for contracts.",
    ),
    (
        "who says it and who does it",
        "The line must either pay the owners or post a bond with the court, Mr. Holm said.",
        "NTP must either pay the owners or post a bond with the court.",
    ),
    (
        "examples out of more",
        "Several towns want the yard, including Bergen, Oslo and Hamar.",
        "Four other towns want the yard, including Bergen, Oslo and Molde.",
    ),
    (
        "a school and a town",
        "A court sent an Oslo student home after the trial over the ferry.",
        "A court sent a Holm College student home after the trial over the ferry.",
    ),
    (
        "a body with its country, or with all of its name",
        "The Norwegian Centers for Harbour Safety sent a team to the wreck on Monday.",
        "The Centers for Harbour Safety and Health sent a team to the wreck on Monday.",
    ),
    (
        "a body called by another word for a body",
        "The yard was paid by the Federal Harbour Safety Administration on Monday.",
        "The yard was paid by the Federal Harbour Safety Agency on Monday.",
    ),
    (
        "the posts of one person",
        "The rate is about 10 percent, said Anna Berg, executive director of the Holm Council.",
        "The rate is about 10 percent, said Berg, a professor at the University Hospital.",
    ),
    (
        "an outlet that has seen a paper",
        "A draft, obtained by Reuters on Friday, stopped short of backing the charge.",
        "The draft stopped short of backing the charge that Tehran is seeking weapons.",
    ),
    (
        "parents, and whose parents they are",
        "Karl Holm and Maria Moe play her parents, Ivar and Anna Berg.",
        "Maria Moe and Karl Holm played Elisa Berg's parents.",
    ),
    (
        "an acronym with an ampersand",
        "The minister said that both NTP and Pratt & Holm had made good offers.",
        "The minister said that both NTP and P&H had made good offers.",
    ),
    (
        "two words for one faith",
        "The mayor blamed the fire on the ferry on a Muslim cleric, Peter Lund.",
        "The mayor blamed the fire on the ferry on an Islamic cleric, Peter Lund.",
    ),
]


@pytest.mark.parametrize(("_what", "one", "other"), NO_CONFLICT)
def test_two_names_need_not_conflict(parser: Parser, _what: str, one: str, other: str) -> None:
    assert [item for item in differences(parser, one, other) if item.kind is Kind.NAME] == []
