"""Start the dashboard on this machine: `python app.py`, or PORT=9000 python app.py."""

from dashboard.factory import create_app
from dashboard.web.serving import port_of_environment, serve

app = create_app()
server = app.server

if __name__ == "__main__":
    serve(server, port_of_environment())
