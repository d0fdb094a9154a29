"""What people are told when they write down who they are (handbook, 8; law 91/2025/QH15)."""

from __future__ import annotations

from meeting_tui.domain.papers.blocks import one_line
from meeting_tui.domain.papers.letterhead import issuer
from meeting_tui.domain.plan import Plan
from meeting_tui.domain.wording import noun

CONSENT = "Tôi đã đọc và đồng ý."
"""Beside an empty box: consent that is ticked beforehand is none."""
PHONE_BLANK = "…………………"


def notice(plan: Plan) -> str:
    """The whole notice: what is collected, by whom, what for, and the person's rights."""
    body = issuer(plan)
    return (
        f"Thông tin Ông (bà) cung cấp (họ tên, thôn, số điện thoại nếu có) do {body} thu thập, "
        f"chỉ dùng để tổ chức {noun(plan)}, ghi biên bản và trả lời ý kiến, kiến nghị; không cung cấp cho bên khác "
        "trừ trường hợp pháp luật quy định. Ông (bà) có quyền xem, đề nghị sửa, xóa hoặc rút lại sự đồng ý "
        f"tại {one_line(plan.contact) or body}, điện thoại {one_line(plan.contact_phone) or PHONE_BLANK}."
    )
