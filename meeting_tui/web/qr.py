"""A QR for the terminal, in half blocks."""

from __future__ import annotations

MARGIN = 2
"""White modules around it; a screen needs fewer than paper."""
_CELLS = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}


def half_blocks(text: str) -> list[str]:
    """Lines of characters, to be drawn black on white: two rows of modules each."""
    import qrcode  # type: ignore[import-untyped]

    symbol = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_L, border=MARGIN)
    symbol.add_data(text)
    rows: list[list[bool]] = symbol.get_matrix()
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return [
        "".join(_CELLS[cell] for cell in zip(upper, lower, strict=True))
        for upper, lower in zip(rows[::2], rows[1::2], strict=True)
    ]
