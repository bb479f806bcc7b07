"""The answer pipeline; `pipeline.py` names its steps in order."""
