"""The agenda of a plan, or that of half a day where the plan has none (handbook, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, count

import msgspec

from meeting_tui.domain.plan import AgendaItem, Plan, StepKind


def _item(id: str, kind: StepKind, minutes: int, title: str, who: str) -> AgendaItem:
    return AgendaItem(id=id, kind=kind, minutes=minutes, title=title, who=who)


DEFAULT_AGENDA: tuple[AgendaItem, ...] = (
    _item(
        "don_tiep",
        "welcome",
        30,
        "Đón tiếp đại biểu, Nhân dân; điểm danh; nhận Phiếu đăng ký phát biểu",
        "Ban Tổ chức",
    ),
    _item(
        "khai_mac",
        "opening",
        10,
        "Tuyên bố lý do, giới thiệu đại biểu, chủ trì và thư ký Hội nghị",
        "Người dẫn chương trình",
    ),
    _item("thong_qua", "rules", 5, "Thông qua chương trình, nội quy tiếp xúc, đối thoại", "Thư ký"),
    _item(
        "muc_dich",
        "statement",
        10,
        "Chủ trì nêu mục đích, yêu cầu, ý nghĩa, nội dung tiếp xúc, đối thoại",
        "Chủ trì",
    ),
    _item(
        "bao_cao",
        "report",
        15,
        "Báo cáo tóm tắt tình hình kinh tế - xã hội; kết quả giải quyết kiến nghị kỳ trước",
        "UBND",
    ),
    _item(
        "phat_bieu",
        "speeches",
        80,
        "Nhân dân phát biểu ý kiến, trình bày tâm tư, nguyện vọng, đề xuất",
        "Nhân dân",
    ),
    _item("giai_lao", "break", 15, "Giải lao (thư ký tổng hợp)", ""),
    _item("tong_hop", "synthesis", 5, "Tổng hợp ý kiến phát biểu của Nhân dân", "Thư ký"),
    _item(
        "mttq",
        "remarks",
        10,
        "Đại diện Ủy ban MTTQ Việt Nam và các tổ chức chính trị - xã hội phát biểu",
        "MTTQ",
    ),
    _item(
        "tra_loi",
        "answers",
        50,
        "Đại diện các cơ quan, đơn vị trả lời những vấn đề Nhân dân nêu",
        "Cơ quan, đơn vị",
    ),
    _item(
        "ket_luan",
        "conclusion",
        20,
        "Chủ trì trao đổi, giải thích, tiếp thu và kết luận Hội nghị",
        "Chủ trì",
    ),
    _item("be_mac", "closing", 10, "Thông qua biên bản; bế mạc", "Thư ký, chủ trì"),
)


def agenda_of(plan: Plan) -> tuple[AgendaItem, ...]:
    """The plan's steps, each with an id, or the default agenda."""
    return tuple(_with_ids(plan.agenda)) or DEFAULT_AGENDA


def _with_ids(items: tuple[AgendaItem, ...]) -> Iterator[AgendaItem]:
    """A step without an id is called after its kind: `speeches`, then `speeches_2`.

    The journal refers to steps by id, so it must not depend on titles or minutes, which are corrected later.
    """
    taken = {item.id for item in items}
    for item in items:
        if not item.id:
            item = msgspec.structs.replace(item, id=_free(item.kind, taken))
            taken.add(item.id)
        yield item


def _free(kind: str, taken: set[str]) -> str:
    numbered = (f"{kind}_{number}" for number in count(2))
    return next(name for name in chain([kind], numbered) if name not in taken)
