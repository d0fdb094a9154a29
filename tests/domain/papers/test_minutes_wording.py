"""The office's own phrases in the whole minutes."""

from __future__ import annotations

from paper_day import PARTY, STATE, whole_day

from meeting_tui.domain.papers.blocks import Heading, Paragraph, plain
from meeting_tui.domain.papers.minutes import minutes
from meeting_tui.domain.papers.wording_set import parse_wording


def test_the_office_words_how_the_minutes_begin_and_end() -> None:
    """Its own formulae with the day's own facts; the end mark stays the profile's."""
    own, faults = parse_wording(
        'mo_dau = "{luc}, {don_vi} đã mở {hoi_nghi} tại {dia_diem}."\n'
        'phan_ket_luan = "Chủ tọa kết luận"\n'
        'ket_thuc = "{su_kien} bế mạc lúc {luc}; {nguoi_nghe} nhất trí, lập {so_ban} bản./."\n'
    )
    assert faults == ()
    for plan, end in ((STATE, "03 bản./."), (PARTY, "03 bản.")):
        day = whole_day(plan)
        paper = minutes(day.meeting, day.now, day.profile, own)
        texts = [plain(block.runs) for block in paper.blocks if isinstance(block, Paragraph)]
        assert any(text.startswith("Vào hồi ") and " đã mở " in text for text in texts)
        assert any(" bế mạc lúc " in text and text.endswith(end) for text in texts)
        assert any("CHỦ TỌA KẾT LUẬN" in block.text for block in paper.blocks if isinstance(block, Heading))
        assert minutes(day.meeting, day.now, day.profile) != paper
