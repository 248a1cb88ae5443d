"""The grammar of formulas: from words to a tree that remembers where each part stands. Nothing is checked here.

Binding from loose to tight: or; and; not; comparisons, IS, IN, BETWEEN; + and -; *, / and %; the minus sign.
"""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.algebra.errors import BadFormula
from mingjing.algebra.tokens import Kind, Token, tokens

DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a formula and its place in the text."""

    start: int
    end: int

    @property
    def below(self) -> tuple[Part, ...]:
        """The parts it is made of."""
        return ()


@dataclass(frozen=True, slots=True)
class Word(Part):
    """A name, number, text or parameter, or one of the words true, false and null."""

    token: Token


@dataclass(frozen=True, slots=True)
class Applied(Part):
    """An operator on its operands; `fn` is a name of the function table."""

    fn: str
    args: tuple[Part, ...]

    @property
    def below(self) -> tuple[Part, ...]:
        return self.args


@dataclass(frozen=True, slots=True)
class Called(Part):
    """A function under the name that the author wrote."""

    name: Token
    args: tuple[Part, ...]

    @property
    def below(self) -> tuple[Part, ...]:
        return self.args


SIGNS = {
    "=": ("eq", 4), "<>": ("ne", 4), "<": ("lt", 4), "<=": ("le", 4), ">": ("gt", 4), ">=": ("ge", 4),
    "+": ("add", 5), "-": ("sub", 5), "*": ("mul", 6), "/": ("div", 6), "%": ("mod", 6),
}  # fmt: skip
WORDS = {"or": ("or", 1), "或": ("or", 1), "and": ("and", 2), "且": ("and", 2), "div": ("idiv", 6)}
NOT = {"not", "非"}
COMPARING = 4
IN, BETWEEN = {"in", "属于"}, {"between", "介于"}
EMPTY = {"为空": False, "不为空": True}
KEYWORDS = {*WORDS, *NOT, *IN, *BETWEEN, *EMPTY, "is", "case", "when", "then", "else", "end"}
CONSTANTS = {"true", "false", "null"}
BANNED = {
    "like": "文字请用 CONTAINS、STARTS_WITH 或 ENDS_WITH",
    "ilike": "文字请用 CONTAINS、STARTS_WITH 或 ENDS_WITH",
    "similar": "文字请用 CONTAINS、STARTS_WITH 或 ENDS_WITH",
    "regexp": "从文字里取内容由文书解构完成",
    "select": "公式只算一行；要看别的行，请用关联、存在等算子",
    "union": "公式只算一行；要看别的行，请用合并算子",
    "over": "跨行统计请用逐行统计算子",
    "interval": "日期请用 ADD_DAYS 或 ADD_MONTHS",
    "as": "列名写在公式外面",
}


def parse(text: str) -> Part:
    """The tree of a formula. Raises BadFormula that points at the place."""
    return _Parser(text, tokens(text)).whole()


@dataclass
class _Parser:
    text: str
    words: list[Token]
    at: int = 0
    depth: int = 0

    def whole(self) -> Part:
        if self.ended:
            raise self.wrong("公式是空的，须是一个表达式")
        found = self.expression(0)
        if not self.ended:
            raise self.unexpected()
        return found

    @property
    def ended(self) -> bool:
        return self.here.kind is Kind.END

    @property
    def here(self) -> Token:
        return self.words[self.at]

    def take(self) -> Token:
        self.at += 1
        return self.words[self.at - 1]

    def wrong(self, problem: str, place: Token | None = None) -> BadFormula:
        place = place or self.here
        return BadFormula(formula=self.text, problem=problem, span=(place.start, max(place.end, place.start)))

    def unexpected(self) -> BadFormula:
        token = self.here
        if token.kind is Kind.END:
            return self.wrong("写到一半就结束了，这里还缺一个值，也请检查括号")
        if token.word in BANNED:
            return self.wrong(f"不允许使用 {token.text.upper()}；{BANNED[token.word]}")
        if token.is_sign(")"):
            return self.wrong("多了一个右括号，或括号里缺少内容")
        return self.wrong(f"这里不应出现「{self.text[token.start : token.end]}」，请检查逗号、括号和运算符")

    def expect(self, sign: str, problem: str) -> Token:
        if not self.here.is_sign(sign):
            raise (
                self.wrong(problem) if self.here.kind is Kind.END or self.here.is_sign(",", ")") else self.unexpected()
            )
        return self.take()

    def expect_word(self, word: str) -> Token:
        if self.here.word != word:
            raise self.wrong(f"CASE 里这里须写 {word.upper()}")
        return self.take()

    def expression(self, power: int) -> Part:
        """What follows, as long as it binds tighter than `power`."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise too_deep(self.text)
        left = self.operand()
        while (more := self.continued(left, power)) is not None:
            left = more
        self.depth -= 1
        return left

    def continued(self, left: Part, power: int) -> Part | None:
        """`left` with the operator that stands here applied, or None when none does that binds so tight."""
        token = self.here
        fn, binds = SIGNS.get(token.text, ("", 0)) if token.kind is Kind.SIGN else WORDS.get(token.word, ("", 0))
        if fn:
            if binds <= power:
                return None
            self.take()
            right = self.expression(binds)
            if binds == COMPARING and SIGNS.get(self.here.text, ("", 0))[1] == COMPARING:
                raise self.wrong("比较不能连写，请用 AND 连接两个比较")
            return Applied(left.start, right.end, fn, (left, right))
        return self.tested(left) if power < COMPARING else None

    def tested(self, left: Part) -> Part | None:
        """`left` IS …, IN … or BETWEEN …, each perhaps with NOT."""
        word = self.here.word
        if word == "is":
            return self.is_(left)
        if word in EMPTY:
            return self.negated(EMPTY[word], Applied(left.start, self.take().end, "is_null", (left,)))
        negated = word in NOT and self.words[self.at + 1].word in IN | BETWEEN
        if negated:
            word = self.words[self.at + 1].word
            self.take()
        if word in IN:
            return self.negated(negated, self.member(left))
        return self.negated(negated, self.between(left)) if word in BETWEEN else None

    def negated(self, negated: bool, inner: Part) -> Part:
        return Applied(inner.start, inner.end, "not", (inner,)) if negated else inner

    def is_(self, left: Part) -> Part:
        self.take()
        negated = self.here.word == "not"
        if negated:
            self.take()
        said = self.here
        if said.word in ("null", "unknown"):
            return self.negated(negated, Applied(left.start, self.take().end, "is_null", (left,)))
        if said.word not in ("true", "false"):
            raise self.wrong("IS 之后只能是 NULL、TRUE 或 FALSE")
        self.take()
        wanted, other = Word(said.start, said.end, said), "false" if said.word == "true" else "true"
        default = Word(said.start, said.end, Token(Kind.NAME, other, said.start, said.end))
        known = Applied(left.start, said.end, "coalesce", (left, default))
        return self.negated(negated, Applied(left.start, said.end, "eq", (known, wanted)))

    def member(self, left: Part) -> Part:
        self.take()
        self.expect("(", "IN 之后须用括号列出若干常数")
        if self.here.is_sign(")") or self.here.word == "select":
            raise self.wrong("IN 之后须列出若干常数")
        options = self.listed()
        return Applied(left.start, self.words[self.at - 1].end, "in", (left, *options))

    def between(self, left: Part) -> Part:
        self.take()
        low = self.expression(COMPARING)
        if self.here.word not in ("and", "且"):
            raise self.wrong("BETWEEN 须写成「BETWEEN 下限 AND 上限」")
        self.take()
        high = self.expression(COMPARING)
        least = Applied(left.start, low.end, "ge", (left, low))
        return Applied(left.start, high.end, "and", (least, Applied(left.start, high.end, "le", (left, high))))

    def listed(self) -> tuple[Part, ...]:
        """Parts between commas up to the closing bracket, which is taken."""
        found: list[Part] = []
        while not self.here.is_sign(")"):
            found.append(self.expression(0))
            if not self.here.is_sign(","):
                break
            self.take()
        self.expect(")", "缺少右括号")
        return tuple(found)

    def operand(self) -> Part:
        """A value, a call, something in brackets, or one of these with a sign before it."""
        token = self.here
        if token.is_sign("-", "+") or (token.word in NOT and not (token.word == "非" and self.calls)):
            return self.prefixed()
        if token.is_sign("("):
            return self.bracketed()
        if token.word == "case":
            return self.case()
        if token.kind in (Kind.SIGN, Kind.END) or token.word in BANNED or (token.word in KEYWORDS and not self.calls):
            raise self.unexpected()
        self.take()
        if token.kind is Kind.NAME and self.here.is_sign("("):
            self.take()
            args = self.listed()
            return Called(token.start, self.words[self.at - 1].end, token, args)
        return Word(token.start, token.end, token)

    @property
    def calls(self) -> bool:
        """Whether a bracket follows the word that stands here."""
        return self.words[self.at + 1].is_sign("(") if not self.ended else False

    def prefixed(self) -> Part:
        token = self.take()
        if token.is_sign("+"):
            return self.expression(7)
        fn, power = ("neg", 7) if token.is_sign("-") else ("not", 3)
        inner = self.expression(power)
        return Applied(token.start, inner.end, fn, (inner,))

    def bracketed(self) -> Part:
        self.take()
        if self.here.word == "select":
            raise self.unexpected()
        inner = self.expression(0)
        self.expect(")", "缺少右括号")
        return inner

    def case(self) -> Part:
        start = self.take().start
        if self.here.word != "when":
            raise self.wrong("CASE 后须直接写 WHEN 条件")
        args: list[Part] = []
        while self.here.word == "when":
            self.take()
            args.append(self.expression(0))
            self.expect_word("then")
            args.append(self.expression(0))
        if self.here.word == "else":
            self.take()
            args.append(self.expression(0))
        end = self.expect_word("end").end
        return Applied(start, end, "case", tuple(args))


def refuse_deep(root: Part, formula: str) -> None:
    """Raises BadFormula when the tree is deeper than an engine could follow."""
    level: tuple[Part, ...] = (root,)
    for _ in range(DEEPEST):
        level = tuple(p for x in level for p in x.below)
        if not level:
            return
    raise too_deep(formula)


DEEP = f"嵌套超过 {DEEPEST} 层；许多个“或者等于”可写成 IN (…)，其余请分成几步计算"


def too_deep(formula: str) -> BadFormula:
    """What to do about a formula that is nested too deep."""
    return BadFormula(formula=f"{formula[:40]}…", problem=DEEP, span=(0, len(formula)))
