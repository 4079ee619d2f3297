"""`python -m csconsole`: the command line, which opens the window when nothing is asked of it."""

import gc


def main() -> None:
    """Load the program and run it."""
    gc.disable()  # while it loads nothing is garbage, and looking takes a fifth of the time
    from csconsole.cli.main import main as run  # noqa: PLC0415

    gc.freeze()
    gc.enable()
    run()


if __name__ == "__main__":
    main()
