"""`python -m dpa_manager`, the same as the command `dpa-manager`."""

from dpa_manager.cli import main

if __name__ == "__main__":
    main(prog_name="dpa-manager")
