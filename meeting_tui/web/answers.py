"""What every answer carries, and how a request is read."""

from __future__ import annotations

from urllib.parse import parse_qs

from aiohttp import web

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with no-referrer browsers would not say where the PIN's form came from
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Server": "meeting-tui",
}


def html(page: str, status: int = 200, **headers: str) -> web.Response:
    return web.Response(
        text=page, status=status, content_type="text/html", charset="utf-8", headers={**HEADERS, **headers}
    )


def path_of(request: web.BaseRequest) -> str:
    """As it was sent: nothing is decoded, and no `..` resolved."""
    return request.raw_path.partition("?")[0]


def from_our_own_page(request: web.BaseRequest) -> bool:
    """Browsers say which page sent a form; what is no browser may say nothing."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"http://{request.headers.get('Host')}"


def pin_in(body: bytes) -> str:
    return parse_qs(body.decode("utf-8", "replace")).get("pin", [""])[0]
