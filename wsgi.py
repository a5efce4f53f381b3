"""What a WSGI server starts: `app` (and `application`), from the settings in the environment."""

import os

from dpa_manager.app import create_app, open_house
from dpa_manager.config import Config

app = create_app(open_house(Config.from_environment(os.environ)))
application = app
