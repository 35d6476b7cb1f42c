"""`python -m wespace_desktop` is the same door as the `wespace` command."""

from wespace_desktop.cli import console

if __name__ == "__main__":
    console()
