"""`python -m wespace_desktop` is the same door as the `wespace` command."""

from wespace_desktop.cli import main

if __name__ == "__main__":
    main()
