"""`python -m assistant` is the program `mio`."""

from assistant.cli import main

main()
