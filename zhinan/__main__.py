"""`python -m zhinan` is the command `zhinan`."""

import sys

from zhinan.config.main import main

if __name__ == "__main__":
    sys.exit(main())
