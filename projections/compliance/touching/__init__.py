"""What a fact touches: the slots that may stand otherwise for it, judged once more. A file for each kind of fact."""
