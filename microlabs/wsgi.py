"""The WSGI door of the web server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "microlabs.settings")
gc.disable()  # nothing that is imported is garbage: looking for it takes a tenth of the start
application = get_wsgi_application()
gc.freeze()
gc.enable()
