"""Texts that have questions, labels or speech, but are no interviews."""

OTHER_TEXTS = {
    "frequent questions as headings": """# Frequently asked questions

## How do I reset my password?

Open the settings and press “Reset”. A link is sent by email.

## Can I change my address?

Yes. The new address must be confirmed within a day.

## What does the service cost?

The basic service is free. Larger plans cost nine euros a month.
""",
    "frequent questions in plain text": """How do I reset my password?

Open the settings and press “Reset”. A link is sent by email.

Can I change my address?

Yes. The new address must be confirmed within a day.

What does the service cost?

The basic service is free. Larger plans cost nine euros a month.
""",
    "frequent questions with letters": """Q: How do I reset my password?
A: Open the settings and press Reset.

Q: Can I change my address?
A: Yes. The new address must be confirmed within a day.

Q: What does the service cost?
A: The basic service is free.
""",
    "frequent questions in German": """**Wie lange dauert der Versand?**

Der Versand dauert drei Tage.

**Kann man die Bestellung ändern?**

Ja, innerhalb einer Stunde.

**Was kostet die Rücksendung?**

Die Rücksendung ist kostenlos.
""",
    "a play": """ACT I

HELDA: Who goes there?

MARCH: Nobody, madam, but the wind.

HELDA: The wind has boots today.

MARCH: It borrowed them from me.

HELDA: Then give them back, and come in. Why do you stand in the rain?

MARCH: I was told to wait.
""",
    "a play with stops behind the names": """HELDA. Who goes there?

MARCH. Nobody, madam, but the wind.

HELDA. The wind has boots today. Where did it get them?

MARCH. It borrowed them from me.
""",
    "a chat": """[12:03] ana: hi, anybody here?
[12:04] bo: yes
[12:04] ana: did you see the build?
[12:05] cy: it is broken again
[12:05] bo: did you push something?
[12:06] cy: no, did you?
[12:07] ana: ok who restarts it?
""",
    "a chat with dates": """12/03/24, 12:03 - Ana: hi, anybody here?
12/03/24, 12:04 - Bo: yes
12/03/24, 12:04 - Ana: did you see the boat?
12/03/24, 12:05 - Bo: it sank
12/03/24, 12:06 - Ana: again?
12/03/24, 12:09 - Bo: again
""",
    "a letter": """Dear Anna,

I hope you are well. How are the children? We have had rain for weeks, and the roof is leaking.

Do you remember the winter when the river froze? I think of it often.

Your brother asked me to send his greetings.

Yours,
Tom
""",
    "a poem": """Who has counted the reeds
by the long grey water?
Not I, said the heron,
not I, said the otter.

And who shall count them
when the water is gone?
The wind, said the evening,
and the wind went on.
""",
    "minutes": """Minutes of the meeting of 3 March

Present: Ana Lima, Bo Strand, Cy Okoro

Chair: Ana Lima opened the meeting at 10:00.

Budget: The budget was approved. Bo Strand asked whether the roof is included. It is.

Roof: Cy Okoro reported that the roof leaks. Who will pay? The council decided to ask the insurer.

Next meeting: 3 April
""",
    "an article": """The river that nobody owns

For three hundred years the ferry crossed the river twice a day. Then the bridge came.

“Nobody asked us,” says Ana Lima, who ran the ferry for thirty years. She stands at the landing.

What happens to a ferry without passengers? It becomes a café, then a museum, then firewood.

Bo Strand, the engineer of the bridge, remembers the opening. “It rained,” he says.

Was it worth it? The town has grown. The school has two new rooms.

Lima has bought a smaller boat.
""",
    "a recipe": """Plum cake

Ingredients: 500 g plums, 200 g flour, 100 g butter

Preparation: Halve the plums. Mix flour and butter.

Baking: 40 minutes at 180 degrees.

Too dry? Add a spoon of milk. Too wet? Bake it longer.
""",
    "a glossary": """Ferry: A boat that crosses a river.

Bridge: A road above a river. Who needs a ferry then?

Ford: A place where one can walk through a river.

Landing: The place where a ferry stops.
""",
    "an email": """From: Ana Lima
To: Bo Strand
Subject: The roof

Hello Bo,

could you look at the roof again? It leaks above the stairs.

Ana

On Monday Bo Strand wrote:

> Is it done now?

On Sunday Ana Lima wrote:

> When will you come?
""",
    "a quiz": """1. Which river is the longest in the country?

a) the Lind
b) the Strand
c) the Okoro

2. In which year was the bridge opened?

a) 1902
b) 1933
c) 1954

3. Who built the ferry?

a) nobody
b) Ana Lima
""",
    "a novel": """“Where were you?” asked Helda.

“At the river,” he said.

She looked at his boots. “In the rain?”

“It had stopped.”

“And the boat?”

He did not answer. Outside, the dog began to bark.
""",
    "a novel with dashes": """— Où étiez-vous ? demanda Helda.

— Au bord de l’eau, dit-il.

Elle regarda ses bottes.

— Sous la pluie ?

— Elle avait cessé.

Dehors, le chien se mit à aboyer.
""",
    "an essay under questions": """# Why we moved

## Why did we leave the old house?

The old house was cold. The roof leaked, and the stairs were steep.

## What did we look for?

A house with a garden, near the station, for less than the old one.

## Was it worth it?

The garden is small. The station is loud. The house is dry.
""",
    "a survey": """Name: Ana Lima
Age: 43
Profession: ferrywoman
Do you own a boat? Yes
How often do you use it? Daily
Comments: none
""",
    "a list under questions": """## Digital cameras: which one?

Nikon: light, but loud.

Canon: heavy, but quiet.

## Tripods: do you need one?

Wood: for the studio.

Steel: for nobody.
""",
    "a debate": """Ana Lima: I think the bridge was a mistake.

Bo Strand: I disagree. Have you seen the school?

Ana Lima: I have. Have you seen the river?

Bo Strand: Every day. What do you miss?

Ana Lima: The ferry. What did you win?
""",
    "a changelog": """Version 2.1

Added: a button for the ferry.

Fixed: the bridge did not open.

Version 2.0

Added: the bridge. Why? Because of the ferry.

Fixed: nothing.
""",
    "a sermon": """My friends, what is a bridge? Is it a road? Is it a roof for fish?

You have crossed it a thousand times. Have you ever stopped in the middle?

I have. I stood there in the fog and could see neither side.

What would you do?
""",
}
