"""Conditions and limits as XLSForm writes them: a small part of XPath, and nothing outside it is guessed."""

import re
from decimal import Decimal

from ...models import ONE_OF, TEXTS, Comparison, Condition, How, Kind, is_number

LONGEST, DEEPEST = 4_000, 30  # characters of an expression, and brackets in brackets
TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<ref>[^}\s]+)\s*\}|(?P<text>'[^']*'|\"[^\"]*\")|(?P<number>\d+(?:\.\d+)?|\.\d+)"
    r"|(?P<sign>!=|<=|>=|[=<>(),.-])|(?P<word>[A-Za-z_][\w:-]*))"
)
MOST_DIGITS = 15  # of a whole number that is reckoned with
DIGITS = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
WORDS = re.compile(r"\^\\s\*\(\\S\+\\s\+\)\{0,(\d{1,5})\}\\S\*\\s\*\$", re.ASCII)
SIGNS = {How.IS: "=", How.IS_NOT: "!=", How.MORE: ">", How.LESS: "<"}
HOWS = {sign: how for how, sign in SIGNS.items()}
TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
SEVERAL = {Kind.MULTIPLE, Kind.RANKING}  # the answer is a list


class NotUnderstood(ValueError):
    """An expression that says more than a condition or a limit can hold here."""


# Out


def as_expression(condition, kinds):
    """`condition` as the text of `relevant`; `kinds` is {key: Kind} of the questions."""
    joined = " and " if condition.every else " or "
    return joined.join(comparison(test, kinds.get(test.question)) for test in condition.tests)


def comparison(test, kind):
    """One Comparison on a question of this kind."""
    cause = f"${{{test.question}}}"
    if test.how == How.ANSWERED:
        return f"{cause} != ''"
    if test.how in (How.MORE, How.LESS):
        return f"{cause} {SIGNS[test.how]} {number(test.value)}"
    if kind in SEVERAL:
        chosen = f"selected({cause}, {quoted(test.value)})"
        return chosen if test.how == How.IS else f"not({chosen})"
    is_digits = kind == Kind.NUMBER and DIGITS.fullmatch(test.value)
    return f"{cause} {SIGNS[test.how]} {test.value if is_digits else quoted(test.value)}"


def limits(question):
    """The text of `constraint` for the limits of `question`, empty for none."""
    if question.words and question.kind in TEXTS:
        return rf"regex(., '^\s*(\S+\s+){{0,{question.words - 1}}}\S*\s*$')"
    counted = "count-selected(.)" if question.kind in SEVERAL else "."
    bounds = ((">=", question.least), ("<=", question.most)) if question.kind in {Kind.NUMBER, *SEVERAL} else ()
    return " and ".join(f"{counted} {sign} {number(bound)}" for sign, bound in bounds if bound)


def number(value):
    """A number as a literal; what is none of plain digits is handed over as text."""
    return value if DIGITS.fullmatch(value) else f"number({quoted(value)})"


def quoted(text):
    """A text between the marks that it does not hold; where it has both, XPath can only join pieces."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = [piece for piece in re.split("(')", text) if piece]
    return f"concat({', '.join(quoted(piece) for piece in pieces)})"


# In


def as_condition(text, questions, whole=()):
    """The Condition that `text` says; raises NotUnderstood.

    `questions` is {name in the sheet: Question} of what it may look at, `whole` the names that take whole numbers.
    """
    tree = tree_of(text)
    if tree == ("call", "true", []):
        return Condition()
    is_joined = tree[0] in ("and", "or")
    leaves = tree[1] if is_joined else [tree]
    return Condition(tuple(as_test(leaf, questions, whole) for leaf in leaves), tree[0] != "or")


def as_test(leaf, questions, whole):
    """The Comparison of one leaf of a condition; raises NotUnderstood."""
    if leaf[0] == "call" and leaf[1] == "not" and len(leaf[2]) == 1:
        test = as_test(leaf[2][0], questions, whole)
        if test.how not in (How.IS, How.IS_NOT):
            raise NotUnderstood
        return test._replace(how=How.IS_NOT if test.how == How.IS else How.IS)
    if leaf[0] == "call" and leaf[1] == "selected" and len(leaf[2]) == 2:
        cause, value = looked_at(leaf[2][0], questions), literal(leaf[2][1])
        if cause.kind not in SEVERAL | ONE_OF or not value:
            raise NotUnderstood
        return Comparison(cause.key, How.IS, value)
    if leaf[0] != "compare":
        raise NotUnderstood
    return compared(*sided(leaf, lambda side: side[0] in ("ref", "call") and not is_literal(side)), questions, whole)


def sided(leaf, is_cause):
    """(cause, sign, value) of a comparison, whichever way round it was written; raises NotUnderstood."""
    _name, left, sign, right = leaf
    if is_cause(left):
        return left, sign, literal(right)
    if is_cause(right):
        return right, TURNED[sign], literal(left)
    raise NotUnderstood


def compared(side, sign, value, questions, whole):
    """The Comparison that a `side` stands to a `value` in the way of a `sign`; raises NotUnderstood."""
    if side[0] == "call":
        if side[1] in ("string-length", "count-selected") and (sign, value) in ((">", "0"), (">=", "1"), ("!=", "0")):
            return Comparison(looked_at(side[2][0] if side[2] else side, questions).key, How.ANSWERED)
        raise NotUnderstood
    cause = looked_at(side, questions)
    if value == "" or (cause.kind == Kind.CONSENT and value == "OK"):  # what XForms write for a box that is ticked
        if sign == ("!=" if value == "" else "="):
            return Comparison(cause.key, How.ANSWERED)
        raise NotUnderstood
    if sign in ("=", "!="):
        if cause.kind in {*SEVERAL, Kind.GRID, Kind.FILE}:
            raise NotUnderstood
        return Comparison(cause.key, HOWS[sign], value)
    if cause.kind != Kind.NUMBER or not is_number(value):
        raise NotUnderstood
    return Comparison(cause.key, HOWS[sign[0]], strict(sign, value, side[1] in whole))


def strict(sign, value, is_whole):
    """The number of “more than” and “less than” for a `sign` that may allow the number itself; raises NotUnderstood."""
    if len(sign) == 1:
        return value
    return shifted(value, -1 if sign == ">=" else 1, is_whole)


def shifted(value, by, is_whole):
    """The next whole number on; raises NotUnderstood where there may be others between."""
    if not is_whole or not DIGITS.fullmatch(value) or len(value) > MOST_DIGITS or Decimal(value) % 1:
        raise NotUnderstood
    return str(int(Decimal(value)) + by)


def looked_at(side, questions):
    """The Question that a side of a comparison looks at; raises NotUnderstood."""
    if side[0] != "ref" or side[1] not in questions:
        raise NotUnderstood
    return questions[side[1]]


def as_limits(text, kind, is_whole=False):
    """{least, most, words} that the constraint `text` says of a question of this kind; raises NotUnderstood."""
    tree = tree_of(text)
    found = {}
    for leaf in tree[1] if tree[0] == "and" else [tree]:
        for name, value in one_limit(leaf, kind, is_whole):
            if name in found:
                raise NotUnderstood
            found[name] = value
    return found


def one_limit(leaf, kind, is_whole):
    """[(name, value)] of one part of a constraint; raises NotUnderstood."""
    if leaf[0] == "call" and leaf[1] == "regex" and kind in TEXTS:
        pattern = WORDS.fullmatch(literal(leaf[2][1])) if leaf[2][:1] == [("itself",)] and len(leaf[2]) == 2 else None
        if pattern is None:
            raise NotUnderstood
        return [("words", int(pattern[1]) + 1)]
    wanted = {Kind.NUMBER: ("itself",)} | dict.fromkeys(SEVERAL, ("call", "count-selected", [("itself",)]))
    if leaf[0] != "compare" or kind not in wanted:
        raise NotUnderstood
    _side, sign, value = sided(leaf, lambda side: side == wanted[kind])
    if sign == "!=" or not is_number(value):
        raise NotUnderstood
    is_whole = is_whole or kind in SEVERAL
    if sign == "=":
        return [("least", value), ("most", value)]
    bound = value if len(sign) == 2 else shifted(value, 1 if sign == ">" else -1, is_whole)
    return [("least" if sign[0] == ">" else "most", bound)]


def is_literal(node):
    """Whether a node is a value that is written out."""
    return node[0] in ("text", "number") or (node[0] == "call" and node[1] in ("number", "concat", "string"))


def literal(node):
    """The text of a value that is written out; raises NotUnderstood."""
    if node[0] in ("text", "number"):
        return node[1]
    if node[0] == "call" and node[1] in ("number", "concat", "string") and node[2]:
        return "".join(literal(each) for each in node[2])
    raise NotUnderstood


def tree_of(text):
    """The expression as nested tuples: and, or, compare, call, ref, text, number, itself; raises NotUnderstood."""
    if len(text) > LONGEST:
        raise NotUnderstood
    reader = Reader(tokens_of(text))
    tree = reader.either()
    if reader.place < len(reader.tokens):
        raise NotUnderstood
    return tree


def tokens_of(text):
    """[(what, token)] of an expression; raises NotUnderstood."""
    found, place, text = [], 0, text.rstrip()
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise NotUnderstood
        found.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return found


class Reader:
    """Reads tokens from the left to the right."""

    def __init__(self, tokens):
        self.tokens, self.place, self.depth = tokens, 0, 0

    def next_is(self, what, *words):
        """Whether the next token is one of `words`, or any of this sort."""
        if self.place == len(self.tokens):
            return False
        sort, token = self.tokens[self.place]
        return sort == what and (not words or token in words)

    def take(self, what, *words):
        """The next token, which must be one of these; raises NotUnderstood."""
        if not self.next_is(what, *words):
            raise NotUnderstood
        self.place += 1
        return self.tokens[self.place - 1][1]

    def joined(self, word, part):
        """Parts with `word` between them; parts that were joined by it in brackets count as its own."""
        found = [part()]
        while self.next_is("word", word):
            self.take("word")
            found.append(part())
        if len(found) == 1:
            return found[0]
        flat = [each for one in found for each in (one[1] if one[0] == word else [one])]
        return word, flat

    def either(self):
        """The whole of an expression."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotUnderstood
        found = self.joined("or", lambda: self.joined("and", self.compare))
        self.depth -= 1
        return found

    def compare(self):
        """A value, or two of them with a sign between."""
        left = self.value()
        if not self.next_is("sign", *TURNED):
            return left
        return "compare", left, self.take("sign"), self.value()

    def value(self):
        """A text, a number, a question, the answer itself, a function, or something in brackets."""
        if self.next_is("text"):
            return "text", self.take("text")[1:-1]
        if self.next_is("sign", "-"):
            self.take("sign")
            return "number", "-" + self.take("number")
        for what in ("number", "ref"):
            if self.next_is(what):
                return what, self.take(what)
        if self.next_is("sign", "."):
            self.take("sign")
            return ("itself",)
        return self.call() if self.next_is("word") else self.in_brackets()

    def call(self):
        """A function with its arguments."""
        name, arguments = self.take("word"), []
        self.take("sign", "(")
        while not self.next_is("sign", ")"):
            if arguments:
                self.take("sign", ",")
            arguments.append(self.either())
        self.take("sign", ")")
        return "call", name, arguments

    def in_brackets(self):
        """An expression in brackets."""
        self.take("sign", "(")
        found = self.either()
        self.take("sign", ")")
        return found
