"""The set phrases of school news, its events, and names of which others are made up: the parts of `portal_texts`."""

from __future__ import annotations

import functools
import itertools
import random
import re

KEPT = (60, 260, 50)  # of the openers, bodies and closers that the lines below make

# [a|b] stands for either, so that each line is several formulae; those of one line never stand in one post.
OPENERS = """
[Sáng ngày|Chiều ngày|Ngày|Vừa qua, ngày] {day}, {school} [đã|long trọng|trang trọng|tưng bừng] tổ chức {event}.
[Thực hiện|Căn cứ] kế hoạch [nhiệm vụ|giáo dục] năm học {year}, [ngày|sáng ngày|chiều ngày] {day}, {school} tổ chức {event}.
[Hòa chung không khí|Trong không khí] [phấn khởi|vui tươi, phấn khởi|thi đua sôi nổi] của toàn ngành, [ngày|sáng ngày] {day}, {school} tổ chức {event}.
Được sự [quan tâm|chỉ đạo|đồng ý] của [lãnh đạo ngành|chính quyền địa phương|cấp ủy, chính quyền xã {place}], ngày {day}, {school} đã tổ chức {event}.
[Nhằm|Với mục đích] [tạo sân chơi bổ ích cho học sinh|nâng cao chất lượng giáo dục toàn diện|chăm lo đời sống tinh thần cho đội ngũ], {school} tổ chức {event} vào ngày {day}.
"""  # noqa: E501
BODIES = """
[Đến dự|Tham dự|Về dự|Tới dự] [buổi lễ|chương trình|hoạt động] [có|có sự hiện diện của] [ông|bà|đồng chí] {guest}, [Phó Chủ tịch Ủy ban nhân dân|Bí thư Đảng ủy|Chủ tịch Hội Khuyến học] xã {place}.
Về phía nhà trường có [thầy|cô] {head}, Hiệu trưởng, cùng [toàn thể|đông đủ] cán bộ, giáo viên, nhân viên và [{n}|gần {n}|hơn {n}] học sinh.
[Phát biểu khai mạc|Phát biểu tại buổi lễ|Phát biểu chỉ đạo], [thầy|cô] {head} [nhấn mạnh|nêu rõ|khẳng định] ý nghĩa của hoạt động [đối với việc giáo dục đạo đức, lối sống cho học sinh|trong việc rèn luyện kỹ năng sống cho các em].
[Thay mặt lãnh đạo địa phương|Thay mặt chính quyền xã {place}], [ông|bà] {guest} [biểu dương|ghi nhận|chúc mừng] những [kết quả|thành tích|nỗ lực] mà thầy và trò nhà trường đã đạt được trong [thời gian qua|năm học vừa qua].
Trong những năm qua, [nhà trường|tập thể sư phạm nhà trường] luôn [nhận được sự quan tâm|được sự ủng hộ] của các cấp ủy Đảng, chính quyền và [cha mẹ học sinh|các nhà hảo tâm trên địa bàn].
[Nhân dịp này|Tại buổi lễ|Cũng trong dịp này], Ban đại diện cha mẹ học sinh đã trao {n} [suất quà|phần quà|suất học bổng] cho học sinh có hoàn cảnh khó khăn [vươn lên trong học tập|của nhà trường].
[Mở đầu|Bắt đầu] chương trình là [các tiết mục văn nghệ đặc sắc|màn múa hát chào mừng|tiết mục trống hội] do [các em học sinh khối {k}|đội văn nghệ nhà trường|tập thể lớp {k}A] biểu diễn.
[Ban tổ chức|Ban giám khảo] đã trao {m} giải Nhất, {m} giải Nhì, {m} giải Ba và {n} giải Khuyến khích cho [các tập thể, cá nhân đạt thành tích cao|các đội thi xuất sắc].
[Các em học sinh|Học sinh toàn trường] [hào hứng|nhiệt tình|tích cực] tham gia [các trò chơi dân gian|các phần thi|các hoạt động trải nghiệm] trong tiếng reo hò cổ vũ của [bạn bè|thầy cô và các bạn].
Đây là [hoạt động thiết thực|việc làm ý nghĩa|sân chơi bổ ích] nhằm [giáo dục truyền thống|rèn luyện sức khỏe|bồi dưỡng kỹ năng] cho học sinh, [góp phần xây dựng trường học thân thiện, học sinh tích cực|đồng thời tạo không khí thi đua sôi nổi trong nhà trường].
[Năm học {year}|Bước vào năm học {year}], nhà trường có {n} học sinh với {m} lớp, [đội ngũ cán bộ, giáo viên, nhân viên|tập thể sư phạm] gồm {m} người.
Hội nghị đã [nghe báo cáo|thông qua báo cáo] tổng kết [thực hiện nhiệm vụ năm học|phong trào thi đua], báo cáo của Ban Thanh tra nhân dân và [thảo luận sôi nổi các chỉ tiêu|biểu quyết thông qua nghị quyết với tỉ lệ {n}%].
[Thầy trò nhà trường|Toàn thể thầy và trò] đã [thực hiện nghi thức chào cờ trang nghiêm|dành phút mặc niệm tưởng nhớ các anh hùng liệt sĩ|cùng hát vang bài Quốc ca].
[Qua hoạt động|Thông qua buổi sinh hoạt|Qua buổi tuyên truyền], các em [hiểu thêm về truyền thống quê hương|biết cách tự bảo vệ bản thân|được trang bị kiến thức cần thiết], từ đó [có ý thức hơn trong học tập và rèn luyện|nâng cao trách nhiệm với bản thân, gia đình và xã hội].
Ban giám hiệu [đề nghị|yêu cầu] giáo viên chủ nhiệm [phối hợp chặt chẽ với gia đình|thường xuyên nhắc nhở học sinh|tiếp tục theo dõi sĩ số lớp], [bảo đảm an toàn tuyệt đối cho học sinh|không để học sinh nào bị bỏ lại phía sau].
[Công tác chuẩn bị|Khâu tổ chức] được [nhà trường|Ban tổ chức] thực hiện [chu đáo|nghiêm túc|khoa học], [đúng kế hoạch đề ra|bảo đảm an toàn, tiết kiệm, hiệu quả].
Với tinh thần [tương thân tương ái|lá lành đùm lá rách|uống nước nhớ nguồn], [thầy và trò nhà trường|cán bộ, giáo viên và học sinh] đã quyên góp được {n} nghìn đồng [giúp đỡ các gia đình khó khăn|ủng hộ đồng bào bị thiên tai] tại xã {place}.
"""  # noqa: E501
CLOSERS = """
[Buổi lễ|Hội thi|Chương trình|Hoạt động] [kết thúc|khép lại] trong [niềm vui|không khí phấn khởi|tiếng vỗ tay] của thầy và trò [nhà trường|{school}].
[Buổi lễ|Chương trình|Hội nghị] đã [thành công tốt đẹp|diễn ra thành công tốt đẹp], để lại nhiều [ấn tượng|cảm xúc|kỷ niệm] sâu sắc trong lòng [người tham dự|thầy và trò].
[Tin rằng|Hy vọng rằng|Chắc chắn rằng] với sự [đoàn kết|nỗ lực|quyết tâm] của tập thể, {school} sẽ [hoàn thành xuất sắc nhiệm vụ năm học {year}|gặt hái nhiều thành công hơn nữa].
Nhà trường [xin trân trọng cảm ơn|xin chân thành cảm ơn|xin gửi lời cảm ơn sâu sắc tới] các cấp lãnh đạo, [các mạnh thường quân|quý phụ huynh|các nhà hảo tâm] đã [đồng hành|quan tâm, giúp đỡ] trong suốt thời gian qua.
Một số hình ảnh [của buổi lễ|tại chương trình|của hoạt động]:
"""  # noqa: E501
EVENTS = (
    """
lễ khai giảng năm học mới|lễ tổng kết năm học|lễ kỷ niệm ngày Nhà giáo Việt Nam 20-11
Hội khỏe Phù Đổng cấp trường|đêm hội trăng rằm|Ngày hội đọc sách|hội nghị cán bộ, viên chức, người lao động
hội thi giáo viên dạy giỏi cấp trường|buổi tuyên truyền an toàn giao thông|ngoại khóa phòng, chống đuối nước
lễ kết nạp đội viên|hội thi làm lồng đèn|hội chợ quê|Đại hội Liên đội|hội thi rung chuông vàng
chuyên đề môn Tiếng Việt|chuyên đề môn Toán|sinh hoạt dưới cờ|hội thi kể chuyện|chuyến tham quan về nguồn
lễ ra quân tháng Thanh niên|ngày hội STEM|hội thao chào mừng 26-3|lễ tri ân và trưởng thành
khám sức khỏe định kỳ cho học sinh|diễn tập phòng cháy, chữa cháy|hội thi vẽ tranh|hội thi bé khỏe, bé ngoan
tết trồng cây|chương trình trao học bổng|họp cha mẹ học sinh đầu năm|giao lưu câu lạc bộ Tiếng Anh
lễ phát động thi đua|hội thi nấu ăn
""".strip()
    .replace("\n", "|")
    .split("|")
)
TITLES = (
    "{school} tổ chức {event}",
    "{school}: {event} năm {when}",
    "Tưng bừng {event} tại {school}",
    "{event} năm học {year}",
    "Sôi nổi {event}",
    "{event}: nhiều ấn tượng đẹp",
    "{school} với {event} năm học {year}",
    "Ấn tượng {event} ở xã {place}",
)
FAMILY = "Nguyễn Trần Lê Phạm Huỳnh Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Cao Đinh Lâm Mai Trịnh Tô Châu".split()
MIDDLE = "Thị Văn Ngọc Thanh Minh Hoàng Kim Bích Xuân Hữu Quốc Mỹ Thu Đức Công Phước Hồng Cẩm Trọng Khánh".split()
GIVEN = (
    "Hạnh Lan Hường Thủy Hòa Tâm Sương Lẫm Khoa Nghĩa Phúc Loan Vân Giang Bảo Đạt Kiệt Nhung Oanh Thảo Tuyền Duyên "
    "Hậu Lợi Mẫn Nga Quyên Sang Tín Út Vinh Xuyến Yến Chi Diễm Hân Khiêm Luân Nhàn Phát"
).split()
LAND = "Rạch Kênh Vàm Xẻo Gò Bàu Cồn Đồng Suối Bản Giồng Tân Bình Phú Thạnh Hòa Vĩnh Long Mỹ An Ngã Bờ Láng Hố".split()
MARK = (
    "Tràm Sậy Gừa Nâu Trâm Lẽo Dừa Muối Lau Sen Bông Cả Lợi Thới Lộc Tịnh Kiệm Xoài Đưng Mướp Thủy Lác Ổi Cui".split()
)
LEVELS = ("Trường Mầm non", "Trường Tiểu học", "Trường THCS", "Trường TH&THCS", "Trường Mẫu giáo")


@functools.cache
def _pools(seed: int) -> tuple[tuple[list[tuple[int, str]], list[float]], ...]:
    """Openers, bodies and closers, each after the number of its line, with the running sums of their weights, which
    fall as one by the rank."""
    pools = []
    for lines, kept in zip((OPENERS, BODIES, CLOSERS), KEPT, strict=True):
        found = _expanded(lines)
        random.Random(seed).shuffle(found)
        pools.append((found[:kept], list(itertools.accumulate(1 / (rank + 3) for rank in range(len(found[:kept]))))))
    return tuple(pools)


def _expanded(lines: str) -> list[tuple[int, str]]:
    parted = enumerate(re.split(r"\[([^]]*)\]", line) for line in lines.strip().splitlines())
    return [
        (number, "".join(each))
        for number, parts in parted
        for each in itertools.product(*(part.split("|") for part in parts))
    ]


def drawn(choose: random.Random, seed: int) -> tuple[str, ...]:
    """An opener, bodies in the order of a ceremony and a closer, the usual ones more often."""
    opener, body, closer = _pools(seed)
    bodies = dict(choose.choices(body[0], cum_weights=body[1], k=40))
    (_, first), (_, last) = (choose.choices(pool, cum_weights=weights)[0] for pool, weights in (opener, closer))
    return (first, *(bodies[line] for line in sorted(bodies)), last)
