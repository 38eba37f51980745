"""What a rule becomes under each reading, and what its message holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeAlias

import pytest

from sdcompliance.conditions import to_text
from sdcompliance.conditions import tree as t
from sdcompliance.rulebook import DEFAULT, Norm, Rule, RuleError, Variant, default_rulebook, load_rules

BASIS = "basis: {zh: 依据, en: basis}"
HEAD = """
id: HSE001
name: results-late
title: {zh: 成绩逾期上报, en: Results late}
subject: sessions
clause: annex1/4.4
quote: 考核结束后3个工作日内将考核成绩
norm: must
remedy: {zh: 补报, en: Report}
examples: []
"""


RuleOf: TypeAlias = Callable[..., Rule]


@pytest.fixture
def rule_of(tmp_path: Path) -> RuleOf:
    def make(body: str, message: str = "message: {zh: 逾期, en: late}") -> Rule:
        (tmp_path / "HSE001.yaml").write_text(f"{HEAD}{message}\n{body}", encoding="utf-8")
        return load_rules(tmp_path)["HSE001"]

    return make


def variant(rule: Rule, name: str) -> Variant:
    return next(found for found in rule.variants if found.name == name)


def values(tree: t.Value) -> list[t.Scalar]:
    """The constants a condition compares with, in the order in which they are written."""
    found: list[t.Scalar] = []
    for node in t.walk(tree):
        if isinstance(node, t.Literal):
            found.append(node.value)
        elif isinstance(node, t.Among):
            found.extend(node.options)
    return found


def test_the_default_reading_comes_first_then_the_others_in_order(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
require: staff_arranged
readings:
  second: {{{BASIS}, require: preparation_met}}
  first: {{{BASIS}, require: supervision_recorded}}
""")
    assert [found.name for found in rule.variants] == [DEFAULT, "second", "first"]
    assert rule.default.name == DEFAULT
    assert list(rule.readings) == ["second", "first"]
    assert rule.readings["second"].en == "basis"


def test_a_reading_replaces_what_it_names_and_keeps_the_rest(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
when: city == '370100'
due: workday_after(ended_on, 3)
require: any(r.results_received_on <= due for r in reports)
readings:
  first-sitting: {{{BASIS}, due: "workday_after(started_on, 3)"}}
""")
    default, other = rule.variants
    assert to_text(default.due) == "workday_after(ended_on, 3)"
    assert to_text(other.due) == "workday_after(started_on, 3)"
    # The requirement is bound anew: its `due` is that of the reading.
    assert "started_at" in repr(other.required)
    assert "ended_at" not in repr(other.required)
    assert other.when == default.when
    assert other.arises == default.arises


def test_a_reading_replaces_all_of_a_named_require(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
require: {{staff: staff_arranged, preparation: preparation_met}}
readings:
  staff-only: {{{BASIS}, require: {{staff: staff_arranged}}}}
""")
    assert [part.name for part in rule.default.require] == ["staff", "preparation"]
    assert [part.name for part in variant(rule, "staff-only").require] == ["staff"]


def test_a_reading_replaces_single_parameters(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
parameters: {{limit: 3, experts: 2}}
require: paper.expert_count >= experts and paper.expert_count <= limit
readings:
  more: {{{BASIS}, parameters: {{limit: 5}}}}
""")
    assert values(variant(rule, "more").required) == [2, 5]


def test_a_dated_parameter_follows_the_day_the_duty_arises_under_each_reading(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
parameters: {{limit: {{2020-08-25: 3, 2030-01-01: 5}}}}
require: paper.expert_count >= limit
readings:
  at-the-end: {{{BASIS}, arises: ended_on}}
""")
    for name, column in ((DEFAULT, "started_at"), ("at-the-end", "ended_at")):
        (dated,) = [node for node in t.walk(variant(rule, name).required) if isinstance(node, t.Dated)]
        assert isinstance(dated.day, t.DayOf)
        assert dated.day.moment.column == column
        assert [value for _, value in dated.steps] == [3, 5]
    assert "ended_at" in repr(variant(rule, "at-the-end").scope)


def test_parameters_are_numbers_texts_days_and_truths(rule_of: RuleOf) -> None:
    rule = rule_of("""
parameters: {number: 3, part: 0.5, word: "370100", day: 2025-01-31, strict: true}
require: >-
  paper.expert_count >= number and paper.expert_count >= part and city == word
  and ended_on >= day and (strict or staff_arranged)
""")
    assert values(rule.default.required) == [3, Decimal("0.5"), "370100", date(2025, 1, 31), True]
    assert to_text(rule.default.required).endswith("ended_on >= day and (strict or staff_arranged)")


def test_a_reading_may_make_a_parameter_dated(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
parameters: {{limit: 3}}
require: paper.expert_count >= limit
readings:
  dated: {{{BASIS}, parameters: {{limit: {{2020-08-25: 3, 2030-01-01: 5}}}}}}
""")
    assert not any(isinstance(node, t.Dated) for node in t.walk(rule.default.required))
    assert any(isinstance(node, t.Dated) for node in t.walk(variant(rule, "dated").required))


# ── terms and their readings ────────────────────────────────────────────────────────────


def test_a_rule_inherits_the_readings_of_the_terms_it_uses(rule_of: RuleOf) -> None:
    rule = rule_of("require: own_centre(organised_by, city)\n")
    assert list(rule.readings) == ["county-centre"]
    assert rule.readings == {
        "county-centre": default_rulebook().surroundings.terms["own_centre"].readings["county-centre"][1]
    }
    assert "county_centre" not in values(rule.default.required)
    assert "county_centre" in values(variant(rule, "county-centre").required)


def test_a_rule_inherits_the_readings_of_terms_inside_terms(tmp_path: Path) -> None:
    (tmp_path / "terms.yaml").write_text(
        "well_organised:\n"
        "  takes: {sitting: sessions}\n"
        "  clause: notice/3.6\n"
        "  note: {zh: 组织得当, en: well organised}\n"
        "  means: own_centre(sitting.organised_by, sitting.city)\n",
        encoding="utf-8",
    )
    text = f"{HEAD}message: {{zh: 错, en: wrong}}\nrequire: well_organised(session)\n"
    (tmp_path / "HSE001.yaml").write_text(text, encoding="utf-8")
    rule = load_rules(tmp_path)["HSE001"]
    assert list(rule.readings) == ["county-centre"]
    assert "county_centre" in values(variant(rule, "county-centre").required)


def test_a_rule_that_uses_no_term_has_no_reading(rule_of: RuleOf) -> None:
    assert rule_of("require: staff_arranged\n").readings == {}


def test_readings_are_judged_alone(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
require: own_centre(organised_by, city) and staff_arranged
readings:
  prepared: {{{BASIS}, require: "own_centre(organised_by, city) and preparation_met"}}
""")
    assert [found.name for found in rule.variants] == [DEFAULT, "prepared", "county-centre"]
    assert "county_centre" not in values(variant(rule, "prepared").required)
    assert "staff_arranged" in repr(variant(rule, "county-centre").required)


def test_a_reading_combines_another_of_the_rule_and_one_of_a_term(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
parameters: {{limit: 3}}
require: own_centre(organised_by, city) and paper.expert_count >= limit
readings:
  more: {{{BASIS}, parameters: {{limit: 5}}}}
  both: {{{BASIS}, combines: [more, county-centre]}}
""")
    assert {"county_centre", 5} < set(values(variant(rule, "both").required))
    assert "county_centre" not in values(variant(rule, "more").required)


def test_a_reading_may_combine_one_of_a_term_that_it_alone_uses(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
require: staff_arranged
readings:
  centre: {{{BASIS}, combines: [county-centre], require: "own_centre(organised_by, city)"}}
""")
    assert [found.name for found in rule.variants] == [DEFAULT, "centre"]
    assert "county_centre" in values(variant(rule, "centre").required)


def test_of_combined_readings_the_later_one_goes_before_and_its_own_words_before_both(
    rule_of: RuleOf,
) -> None:
    rule = rule_of(f"""
when: city == '1'
due: ended_on
require: staff_arranged
readings:
  one: {{{BASIS}, require: preparation_met, when: city == '2', due: started_on}}
  two: {{{BASIS}, require: supervision_recorded, when: city == '3'}}
  both: {{{BASIS}, combines: [one, two], when: city == '4'}}
""")
    both = variant(rule, "both")
    assert "started_at" in repr(both.due)  # one's, which two does not touch
    assert to_text(both.required) == "supervision_recorded"  # two's, after one's
    assert both.when is not None
    assert to_text(both.when) == "city == '4'"  # its own


def test_a_rules_own_reading_of_a_terms_name_replaces_and_reads_the_term_so(rule_of: RuleOf) -> None:
    rule = rule_of(f"""
require: own_centre(organised_by, city)
readings:
  county-centre: {{{BASIS}, when: staff_arranged}}
""")
    other = variant(rule, "county-centre")
    assert rule.readings["county-centre"].en == "basis"
    assert other.when is not None
    assert "county_centre" in values(other.required)


# ── scope, places, undecided ────────────────────────────────────────────────────────────


def test_the_scope_is_force_and_province(rule_of: RuleOf) -> None:
    rule = rule_of("require: staff_arranged\n")
    assert to_text(rule.default.scope) == "started_on >= in_force_from and in_province(city)"
    assert rule.default.applies == rule.default.scope
    assert rule.city is not None
    assert rule.site is not None
    assert (to_text(rule.city), to_text(rule.site)) == ("city", "site_id")


def test_when_narrows_the_scope(rule_of: RuleOf) -> None:
    applies = rule_of("when: staff_arranged\nrequire: preparation_met\n").default.applies
    assert isinstance(applies, t.AllOf)
    assert to_text(applies.operands[1]) == "staff_arranged"


def test_a_table_without_a_city_has_no_city_in_its_scope() -> None:
    rule = next(rule for rule in default_rulebook().values() if rule.subject == "projects")
    assert rule.city is None
    assert "in_province" not in to_text(rule.default.scope)


def test_several_requirements_are_required_together(rule_of: RuleOf) -> None:
    rule = rule_of("require: {staff: staff_arranged, preparation: preparation_met}\n")
    assert to_text(rule.default.required) == "staff_arranged and preparation_met"
    assert dict(rule.text) == {"require.staff": "staff_arranged", "require.preparation": "preparation_met"}


def test_undecided_has_a_condition_and_a_reason(rule_of: RuleOf) -> None:
    rule = rule_of("""
require: staff_arranged
undecided: {if: not preparation_met, reason: {zh: 没有期限, en: no deadline}}
""")
    assert rule.undecided_reason is not None
    assert rule.undecided_reason.en == "no deadline"
    assert rule.default.undecided is not None
    assert to_text(rule.default.undecided) == "not preparation_met"
    assert rule.norm is Norm.MUST


def test_the_conditions_of_a_variant_are_those_it_has(rule_of: RuleOf) -> None:
    bare = rule_of("require: staff_arranged\n").default
    assert bare.conditions == (bare.applies, bare.required)
    kept = rule_of("until: years_after(ended_on, 2)\nrequire: staff_arranged\n").default
    assert kept.conditions == (kept.applies, kept.until, kept.required)


# ── messages ────────────────────────────────────────────────────────────────────────────


def test_a_message_is_text_and_values_in_turn(rule_of: RuleOf) -> None:
    rule = rule_of(
        "parameters: {limit: 3}\ndue: workday_after(ended_on, limit)\nrequire: staff_arranged\n",
        'message: {zh: "{ended_on}结束，{limit}日", en: "due {due}, {count(r for r in reports)} received"}',
    )
    zh = [part if isinstance(part, str) else to_text(part) for part in rule.message.zh]
    en = [part if isinstance(part, str) else to_text(part) for part in rule.message.en]
    assert zh == ["ended_on", "结束，", "limit", "日"]
    assert en == ["due ", "due", ", ", "count(r for r in reports)", " received"]


@pytest.mark.parametrize(
    ("subject", "value"),
    [
        ("candidates", "name"),
        ("candidates", "id_number"),
        ("candidates", "id_birth_on(id_number)"),
        ("candidates", "id_sex(id_number)"),
        ("registrations", "candidate.name"),
        ("applications", "phone"),
        ("applications", "responsible_person"),
        ("sessions", "max(a.person.valid_until_on for a in assignments if a.person.name == 'x')"),
    ],
)
def test_a_message_names_no_person(tmp_path: Path, subject: str, value: str) -> None:
    head = HEAD.replace("subject: sessions", f"subject: {subject}")
    message = f'message: {{zh: "错", en: "{{{value}}}"}}'
    (tmp_path / "HSE001.yaml").write_text(
        f"{head}{message}\narises: today\nrequire: today == today\n", encoding="utf-8"
    )
    with pytest.raises(RuleError, match="a message names no person"):
        load_rules(tmp_path)


def test_a_number_of_persons_names_none_of_them(tmp_path: Path) -> None:
    value = "1 + count_distinct(m.name for m in application_managers if not blank(m.name))"
    head = HEAD.replace("subject: sessions", "subject: applications")
    message = f'message: {{zh: "错", en: "{{{value}}}"}}'
    (tmp_path / "HSE001.yaml").write_text(
        f"{head}{message}\narises: today\nrequire: today == today\n", encoding="utf-8"
    )
    assert load_rules(tmp_path)["HSE001"].message.en


def test_a_message_may_count_persons(tmp_path: Path) -> None:
    head = HEAD.replace("subject: sessions", "subject: applications")
    message = 'message: {zh: "错", en: "{count(m for m in application_managers if blank(m.name))}"}'
    (tmp_path / "HSE001.yaml").write_text(f"{head}{message}\nrequire: sealed\n", encoding="utf-8")
    assert len(load_rules(tmp_path)["HSE001"].message.en) == 1
