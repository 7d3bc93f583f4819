"""The few numbers learnt on public sets: `python -m benchmarks.suggest.fit` prints them.

Sets: banking77, clinc150, sofmattress, stackfaq, covidpages_de and xsid (en, de, it), a third of
their documents left out so that their questions are out of scope.
"""

import numpy as np

MARGIN, NEAREST, CENTRE, COVERED, ALIKE = 4.53, 2.87, 3.48, 1.81, 2.21
"""What each signal weighs in the score of a document."""

REPLY = 20.0
"""The same of the map to replies, where there is one; learnt on sgd_replies."""

CONFIDENCE = np.array(
    [0.114, 0.449, 0.409, 0.613, 0.039, 0.107, 0.693, 0.403, 0.297, -0.465, -0.815],
    dtype=np.float32,
)
"""What each of evidence.FEATURES weighs in the confidence, and the constant."""

SURE = 1.5
"""Log-odds from which on confidence grows half as fast."""
