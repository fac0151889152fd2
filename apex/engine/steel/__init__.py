"""Steel members: AISC 360 chapters E to H for round, box and wide-flange sections."""
