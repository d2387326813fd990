"""HTTP only: read a request, call one service, answer."""
