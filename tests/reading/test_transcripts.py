"""Hearing records: who said what, what was admitted, how settlement was talked of; subtitles with their times."""

from __future__ import annotations

import pytest

from mingjing.reading.points import POINTS, Found
from mingjing.reading.transcripts import Transcript, is_transcript, transcript

RECORD = """甲市乙区人民法院
法 庭 审 理 笔 录（第一次）
案号：（2024）沪0115民初123号
时间：2024年3月1日9时30分至11时05分
地点：第三法庭
审判长：李某甲
人民陪审员：王某、赵某
书记员：周某
原告：钱多多，男，1980年2月3日出生。
被告：上海某甲食品有限公司，住所地甲市乙区。（未到庭）
书：现在宣布法庭纪律。请全体起立。
审：现在开庭。双方是否申请合议庭成员回避？
原：不申请。
被代：不申请。
审：请原告陈述诉讼请求。
原代：变更诉讼请求为：判令被告支付货款10万元。
审：被告答辩。
被告代理人孙某：我方对欠付货款8万元的事实无异议。但对其余2万元不予认可，原告没有交货。
审：经审查，本案争议焦点为：一、交货数量；二、利息如何计算。
审：原告，2023年5月1日你是否收到退货款1万元？
原：是的。
审：被告对原告证据一的真实性有无异议？
被代：对证据一的真实性无异议，关联性不认可。
审：双方当事人对买卖合同的签订时间均无异议，本院予以确认。
审：双方是否同意调解？
原代：同意调解，最低要求9万元。
被代：可以调解，我方愿意一次性支付85,000元。
审：双方意见分歧较大，调解不成，本院不再主持调解。休庭。
以上笔录已阅，无误。
原告代理人（签名）：孙某乙
"""


@pytest.fixture(scope="module")
def heard() -> Transcript:
    return transcript(RECORD, "笔录")


def of(heard: Transcript, point: str) -> list[Found]:
    return [found for found in heard.points if found.id == point]


def test_every_point_stands_at_its_words(heard: Transcript) -> None:
    assert heard.points
    for found in heard.points:
        assert found.text == RECORD[found.start : found.end] and found.text
        assert found.name == POINTS[found.id].name
    for turn in heard.turns:
        assert RECORD[slice(*turn.span)] and RECORD[slice(*turn.named)]


def test_turns_have_their_speakers_and_start_after_the_head(heard: Transcript) -> None:
    roles = [turn.role for turn in heard.turns]
    assert roles[:4] == ["书记员", "审判员", "原告", "被告代理人"]
    assert roles[-3:] == ["原告代理人", "被告代理人", "审判员"]
    assert heard.turns[7].side == "被告" and RECORD[slice(*heard.turns[7].named)] == "被告代理人孙某"
    assert len(roles) == 18 and "以上笔录" not in RECORD[slice(*heard.turns[-1].span)]


def test_the_head_says_where_when_and_who(heard: Transcript) -> None:
    assert [(f.id, f.value) for f in heard.points if f.id <= "T007"] == [
        ("T001", "法庭审理笔录"),
        ("T002", "甲市乙区人民法院"),
        ("T003", "（2024）沪0115民初123号"),
        ("T004", {"day": "2024-03-01", "clock": "9时30分至11时05分"}),
        ("T005", "第三法庭"),
        ("T006", {"role": "审判长", "name": "李某甲"}),
        ("T006", {"role": "人民陪审员", "name": "王某"}),
        ("T006", {"role": "人民陪审员", "name": "赵某"}),
        ("T007", {"role": "书记员", "name": "周某"}),
    ]
    assert [f.value for f in of(heard, "T008")] == [
        {"role": "原告", "name": "钱多多", "present": True},
        {"role": "被告", "name": "上海某甲食品有限公司", "present": False},
    ]


def test_admissions_are_those_of_a_party_in_its_own_words_or_by_its_answer(heard: Transcript) -> None:
    assert [(f.value["side"], f.value["admits"]) for f in of(heard, "T010")] == [
        ("被告", "我方对欠付货款8万元的事实无异议"),
        ("原告", "原告，2023年5月1日你是否收到退货款1万元？"),
    ]
    assert [f.value["disputes"] for f in of(heard, "T011")] == ["但对其余2万元不予认可，原告没有交货"]
    assert [(f.value["view"], f.value["side"]) for f in of(heard, "T012")] == [("部分认可", "被告")]


def test_settlement_is_who_is_willing_what_is_offered_and_how_it_ended(heard: Transcript) -> None:
    assert {f.value["side"]: f.value["willing"] for f in of(heard, "T013")} == {"原告": True, "被告": True}
    assert [(f.value["side"], f.value["amount_fen"]) for f in of(heard, "T014")] == [
        ("原告", 9_000_000),
        ("被告", 8_500_000),
    ]
    assert [f.value for f in of(heard, "T015")] == ["未成"]


def test_a_fact_is_admitted_beside_words_on_evidence_and_settlement_may_be_told_shortly() -> None:
    record = RECORD.split("审：现在开庭")[0] + (
        "审：被告答辩。\n被代：借款属实，认可借条的真实性，但已还2万元。\n审：双方是否同意调解？\n原：同意。\n被代：同意。\n"
        "审：双方调解达成一致。\n"
    )
    said = transcript(record, "笔录")
    assert [f.value["admits"] for f in of(said, "T010")] == ["借款属实"]
    assert [f.value for f in of(said, "T015")] == ["达成"]


def test_rights_claims_issues_agreed_facts_and_signatures(heard: Transcript) -> None:
    assert len(of(heard, "T009")) == 1
    assert [f.value["words"] for f in of(heard, "T016")] == ["变更诉讼请求为：判令被告支付货款10万元"]
    assert [f.value["words"] for f in of(heard, "T017")] == ["一、交货数量；二、利息如何计算。"]
    assert len(of(heard, "T018")) == 1
    assert [f.value["name"] for f in of(heard, "T019")] == ["孙某乙"]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("审判长：现在开庭审理本案。", "审判长"),
        ("原：我要求还钱。", "原告"),
        ("被1：没有借过钱。", "被告"),
        ("被告二：没有借过钱。", "被告"),
        ("原代：同意。", "原告代理人"),
        ("原告委托诉讼代理人李某：同意。", "原告代理人"),
        ("证人王某：我看见了。", "证人"),
        ("被上：同意一审判决。", "被上诉人"),
        ("三：与我无关。", "第三人"),
        ("鉴定人（出庭）：结论不变。", "鉴定人"),
        ("申请执行人：要求拍卖。", "申请执行人"),
    ],
)
def test_the_shorthand_of_clerks_is_known(line: str, role: str) -> None:
    spoken = transcript(f"庭审笔录\n审：现在继续开庭，请回答。\n{line}\n").turns
    assert [turn.role for turn in spoken] == ["审判员", role]


@pytest.mark.parametrize("line", ["被告辩称：没有借钱。", "原告诉讼请求如下：还钱。", "被证据所证明：是的。"])
def test_words_before_a_colon_that_are_no_speaker_stay_in_the_turn(line: str) -> None:
    assert len(transcript(f"庭审笔录\n审：现在继续开庭，请回答。\n{line}\n").turns) == 1


def test_in_a_criminal_hearing_the_one_charged_is_the_accused() -> None:
    heard = transcript(
        "庭审笔录\n公诉人：王某\n审：被告人，起诉书听清了吗？\n被：听清了。\n公：你是否拿了钱？\n被：我拿了。"
    )
    assert [turn.role for turn in heard.turns] == ["审判员", "被告人", "公诉人", "被告人"]


def test_a_record_without_line_breaks_has_its_turns() -> None:
    heard = transcript("询问笔录 时间：2024年1月2日 问：你叫什么名字？答：张某。问：借款属实吗？答：属实。")
    assert [turn.role for turn in heard.turns] == ["询问人", "被询问人", "询问人", "被询问人"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (RECORD, True),
        ("询问笔录\n问：", True),
        ("甲市乙区人民法院\n民事判决书\n原告提交庭审笔录一份，证明被告认可借款。", False),
        ("民事判决书\n以上事实有庭审笔录佐证。", False),
    ],
)
def test_a_record_is_told_from_a_paper_that_mentions_one(text: str, expected: bool) -> None:
    assert is_transcript(text) is expected


SRT = """1
00:00:01,000 --> 00:00:04,500
审：现在开庭，被告，借款是否属实？

2
00:00:05,000 --> 00:00:06,250
被：属实。

3
00:01:07,000 --> 00:01:09,000
但是利息我方不予认可。
"""
VTT = """WEBVTT 庭审

NOTE 第一段

00:01.000 --> 00:04.500 align:start
<v 审>现在开庭，被告，借款是否属实？</v>

00:05.000 --> 00:06.250
<v 被>属实。

01:07.000 --> 01:09.000
<i>但是利息我方不予认可。</i>
"""


@pytest.mark.parametrize("text", [SRT, VTT, SRT.replace("\n", "\r\n")])
def test_subtitles_become_turns_with_their_times(text: str) -> None:
    assert is_transcript(text)
    heard = transcript(text)
    assert heard.text == "审：现在开庭，被告，借款是否属实？\n被：属实。\n但是利息我方不予认可。"
    assert [(turn.role, turn.at, turn.until) for turn in heard.turns] == [("审判员", 1.0, 4.5), ("被告", 5.0, 69.0)]
    for found in heard.points:
        assert found.text == heard.text[found.start : found.end]
    assert heard.turn_rows()[0]["at"] == 1.0


@pytest.mark.parametrize(
    "text", ["WEBVTT\n\n", "1\n00:00:01,000 --> 00:00:02,000\n\n", "WEBVTT\n\n99:99.999 --> x\n坏"]
)
def test_subtitles_without_words_give_no_turns(text: str) -> None:
    assert transcript(text).turns == ()
