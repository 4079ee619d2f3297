"""`python -m csconsole`: the command line, which opens the window when nothing is asked of it."""

from csconsole.cli.main import main

if __name__ == "__main__":
    main()
