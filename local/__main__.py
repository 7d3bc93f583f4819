"""python -m local up|down|run|status|reset"""

import argparse
import subprocess
import sys

from local.stack import Stack

COMMANDS = {
    "run": "start in the foreground, Ctrl-C stops",
    "up": "start in the background",
    "down": "stop, keeping all data",
    "status": "tell what runs and where",
    "reset": "stop and remove all data",
}


def main() -> int:
    """Run the command. The exit code is 0 when it did what was asked."""
    parser = argparse.ArgumentParser(
        prog="python -m local",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        description="Switchboard on this machine, without an AWS account.",
        epilog="\n".join(f"  {name:<8}{text}" for name, text in COMMANDS.items()),
    )
    parser.add_argument("command", choices=COMMANDS, metavar="|".join(COMMANDS))
    command = parser.parse_args().command
    try:
        return 1 if getattr(Stack(), command)() is False else 0
    except RuntimeError as error:  # all of ours are, with a sentence each
        print(f"\n  {error}\n", file=sys.stderr)
    except subprocess.CalledProcessError as error:
        print(f"\n  Installing the emulator failed:\n  {error}\n", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
