"""The service. Read routes.py first: it is yours, and so is handler.py."""
