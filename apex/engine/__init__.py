"""The engineering: clause functions, stages and `design()`. Pure; runs on bare Python."""
