"""The few numbers learnt on public sets: `python -m benchmarks.suggest.fit` prints them.

Sets: banking77, clinc150, sofmattress, stackfaq, covidpages_de and xsid (en, de, it), a third of
their documents left out so that their questions are out of scope.
"""

import numpy as np

MARGIN, NEAREST, CENTRE, COVERED, ALIKE = 4.44, 2.8, 3.42, 2.41, 2.04
"""What each signal weighs in the score of a document."""

REPLY = 20.0
"""The same of the map to replies, where there is one; learnt on sgd_replies."""

KNOWN = np.array([0.451, 0.238, -1.1], dtype=np.float32)
"""What the first answer's score and the length of the question weigh in the chance that an answer
is known at all, and the constant."""

FIRST = np.array([0.599, 0.269, -0.291], dtype=np.float32)
"""What the lead and the share weigh in the chance that it is the first, and the constant."""

SURE = 1.5
"""Log-odds from which on confidence grows half as fast."""
