"""The page of one rule, under headings that are the same for every rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from pages.book import Book
from pages.examples import examples
from pages.markdown import (
    NONE,
    both,
    code,
    document,
    escaped,
    fence,
    item,
    link,
    paragraphs,
    quotation,
    table,
)
from pages.phrases import COVERAGE, NORMS, PARTS, body_kind, clause_link, table_link, term_link
from pages.source import Source
from sdcompliance.conditions.tree import Scalar
from sdcompliance.records import TABLES
from sdcompliance.rulebook import Rule, Words
from sdcompliance.rulebook.document import Path
from sdcompliance.rulebook.format import ReadingPart, WordsPart

_DOCS = "../"  # from the page of a rule to docs/
_ROOT = "../../"  # … and to the root of the project


def page(rule: Rule, book: Book) -> str:
    """The page, as Markdown."""
    return document(_blocks(rule, book))


def _blocks(rule: Rule, book: Book) -> Iterator[str]:
    yield f"# {rule.id} {escaped(rule.title.zh)}"
    yield f"**{escaped(rule.title.en)}**"
    yield _particulars(rule, book)
    yield "## 条文 / What the law says"
    yield from _law(rule, book)
    yield "## 检查内容 / What is checked"
    yield from _checked(rule, book)
    yield "## 依据与说明 / Why"
    yield from _why(rule, book)
    yield "## 其他解释 / Readings"
    yield from _readings(rule, book)
    yield "## 示例 / Examples"
    yield (
        f"每例改动 {link('合规材料', _ROOT + 'fixtures/compliant/records.json')} 的几个数据，再作判定。"
        "Each example changes a few cells of the compliant dossier and is judged."
    )
    yield from examples(rule, book)
    yield "## 整改 / Remedy"
    yield paragraphs(rule.remedy)
    yield "## 参数 / Parameters"
    yield from _parameters(rule, book)


def _particulars(rule: Rule, book: Book) -> str:
    label, file = TABLES[rule.subject].label, f"rules/{rule.file}"
    rows = [
        ("问题代号 / Fault", code(rule.name)),
        (
            "检查对象 / Judges",
            f"{label} {table_link(rule.subject, _DOCS)}，每行一个结论 / one verdict per row",
        ),
        ("条款 / Clause", clause_link(book.law.clauses[rule.clause], _DOCS)),
        ("约束 / Norm", both(NORMS[rule.norm])),
        ("责任主体 / Whose duty", body_kind(rule.addressee) if rule.addressee else NONE),
        ("规则文件 / File", link(code(file), _ROOT + file)),
    ]
    return table((" ", " "), rows)


# ── what the law says ───────────────────────────────────────────────────────────────────


def _law(rule: Rule, book: Book) -> Iterator[str]:
    clause = book.law.clauses[rule.clause]
    yield f"{both(book.law.source)}，{clause_link(clause, _DOCS)}："
    yield quotation(rule.quote)
    sentences = book.sentences_of(rule)
    if sentences:
        yield "所判断的句子 / The sentences it decides:"
        yield "\n".join(
            f"- {code(entry.anchor)} 「{escaped(entry.quote)}」 ({both(COVERAGE[entry.coverage])})"
            for entry in sentences
        )


# ── what is checked ─────────────────────────────────────────────────────────────────────


def _checked(rule: Rule, book: Book) -> Iterator[str]:
    part, source = book.part(rule), book.sources[rule.id]
    if "arises" in rule.text:
        yield from _part("arises", source, ("arises",))
    else:
        yield f"**{both(PARTS['arises'])}** — 该表的默认值 / the table's default"
        yield fence(book.subject(rule.subject).arises or "")
    yield _scope(rule, book)
    for key in ("when", "due", "until"):
        if key in rule.text:
            yield from _part(key, source, (key,))
    if rule.undecided_reason is not None:
        yield from _part("undecided", source, ("undecided", "if"))
        yield paragraphs(rule.undecided_reason)
    yield from _required(rule, part.require, source, ())
    yield "**不符合时的说法 / What a finding says**"
    yield paragraphs(_words(part.message))


def _part(key: str, source: Source, path: Path) -> Iterator[str]:
    yield f"**{both(PARTS[key])}** {code(key)}"
    yield fence(source.as_written(path))


def _required(rule: Rule, require: str | dict[str, str], source: Source, path: Path) -> Iterator[str]:
    if isinstance(require, str):
        yield from _part("require", source, (*path, "require"))
        return
    yield f"**{both(PARTS['require'])}** {code('require')} — 逐项 / each of:"
    for name in require:
        label = rule.labels.get(name)
        yield f"- {code(name)} {both(label)}" if label else f"- {code(name)}"
        yield _indented(fence(source.as_written((*path, "require", name))))


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" if line else line for line in block.splitlines())


def _scope(rule: Rule, book: Book) -> str:
    start = book.law.clauses[rule.clause].in_force_from
    subject = book.subject(rule.subject)
    lines = [f"- 自{start}起产生的义务 / duties that arise from {start} on"]
    if subject.city is not None:
        term = term_link("in_province", _DOCS)
        lines.append(f"- 全省十六市 / the province's sixteen cities: {term} ({code(subject.city)})")
    if subject.everywhere is not None:
        lines.append(f"- 或者 / or: {code(subject.everywhere)}")
    return "**适用范围 / Scope**\n\n" + "\n".join(lines)


# ── why ─────────────────────────────────────────────────────────────────────────────────


def _why(rule: Rule, book: Book) -> Iterator[str]:
    blocks = [*_why_terms(rule, book), *_why_sentences(rule, book), *_why_comments(rule, book)]
    yield from blocks or ["直接依条文措辞判断。 / It follows from the words of the clause."]


def _why_terms(rule: Rule, book: Book) -> Iterator[str]:
    used = book.terms_of(rule)
    if used:
        yield "所用的术语 / Legal terms it uses:"
        yield "\n".join(item(term_link(name, _DOCS), book.terms[name].legal.note) for name in used)


def _why_sentences(rule: Rule, book: Book) -> Iterator[str]:
    items = []
    for entry in book.sentences_of(rule):
        if rule.id in entry.elsewhere and entry.elsewhere_note is not None:
            items.append(item(code(entry.anchor), entry.elsewhere_note))
        if entry.reason is not None:
            items.append(item(f"{code(entry.anchor)} 判断的范围 / how far it is decided", entry.reason))
    if items:
        yield "与条文各句的关系 / How it stands to the sentences:"
        yield "\n".join(items)


def _why_comments(rule: Rule, book: Book) -> Iterator[str]:
    told_elsewhere = ("examples", "parameters")
    comments = [
        one for one in book.sources[rule.id].comments if one.path and one.path[0] not in told_elsewhere
    ]
    if comments:
        yield "规则文件中的说明（原文） / Notes in the rule file:"
        yield "\n".join(f"- {_place(one.path)}: {escaped(one.text)}" for one in comments)


def _place(path: Path) -> str:
    return code(".".join(str(step) for step in path))


# ── readings ────────────────────────────────────────────────────────────────────────────


def _readings(rule: Rule, book: Book) -> Iterator[str]:
    if not rule.readings:
        yield NONE
        return
    yield (
        "默认解释决定结论；每种其他解释也各判一次，结论不同的，标明“取决于解释”。"
        "The default reading decides; each other one is judged too, and where it gives another verdict "
        "the finding is marked sensitive."
    )
    part = book.part(rule)
    for name, basis in rule.readings.items():
        yield f"### {name}"
        yield "法律依据 / Legal basis:"
        yield paragraphs(basis)
        if name in part.readings:
            yield from _replaced(rule, name, part.readings[name], book.sources[rule.id])
        yield from _inherited(name, rule, book)


def _replaced(rule: Rule, name: str, reading: ReadingPart, source: Source) -> Iterator[str]:
    path: Path = ("readings", name)
    if reading.combines:
        yield f"合并 / together with: {', '.join(code(other) for other in reading.combines)}"
    changed = [
        key for key in ("arises", "when", "due", "until", "undecided", "require") if getattr(reading, key)
    ]
    if changed or reading.parameters:
        yield "替换 / It replaces:"
    for key in changed:
        if key == "require":
            yield from _required(rule, reading.require or "", source, path)
        else:
            yield from _part(key, source, (*path, "undecided", "if") if key == "undecided" else (*path, key))
    if reading.undecided is not None:
        yield paragraphs(_words(reading.undecided.reason))
    if reading.parameters:
        yield _parameter_table(_dated(reading.parameters), {})


def _inherited(name: str, rule: Rule, book: Book) -> Iterator[str]:
    for term in book.terms_of(rule):
        if name in book.terms[term].part.readings:
            yield f"来自术语 / From the term {term_link(term, _DOCS)}，该术语改为 / which then means:"
            yield fence(book.terms_source.as_written((term, "readings", name, "means")))


# ── parameters ──────────────────────────────────────────────────────────────────────────


def _parameters(rule: Rule, book: Book) -> Iterator[str]:
    if not rule.parameters:
        yield NONE
        return
    comments = book.sources[rule.id].comments
    notes = {str(one.path[-1]): one.text for one in comments if one.path[:1] == ("parameters",)}
    if len(rule.parameters) == 1 and "parameters" in notes:
        notes = dict.fromkeys(rule.parameters, notes["parameters"])  # a comment beside the only one
    yield _parameter_table(rule.parameters, notes)


def _parameter_table(values: Mapping[str, Mapping[date | None, Scalar]], notes: Mapping[str, str]) -> str:
    rows = [
        (
            code(name),
            code(_scalar(value)),
            start.isoformat() if start else "通知施行起 / since the notice is in force",
            escaped(notes.get(name, "")),
        )
        for name, dated in values.items()
        for start, value in dated.items()
    ]
    return table(("参数 / Parameter", "值 / Value", "自何日起 / From", "说明 / Note"), rows)


def _dated(values: Mapping[str, object]) -> Mapping[str, Mapping[date | None, Scalar]]:
    return {
        name: dict(sorted(value.items())) if isinstance(value, dict) else {None: value}  # type: ignore[dict-item]
        for name, value in values.items()
    }


def _scalar(value: Scalar) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _words(part: WordsPart) -> Words:
    return Words(part.zh, part.en)
