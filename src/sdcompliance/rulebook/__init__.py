"""Rule files → Rulebook: the law as data, checked, typed and quoted."""

from sdcompliance.rulebook.checking import read_part
from sdcompliance.rulebook.clauses import Clause, Law, fingerprint
from sdcompliance.rulebook.content import compliant_dossier, rules_folder
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.folder import default_rulebook, load_rules
from sdcompliance.rulebook.format import ExamplePart, RuleFile
from sdcompliance.rulebook.rule import DEFAULT, Message, Norm, Requirement, Rule, Template, Variant
from sdcompliance.rulebook.rulebook import Rulebook
from sdcompliance.rulebook.words import Language, Words

__all__ = [
    "DEFAULT",
    "Clause",
    "ExamplePart",
    "Language",
    "Law",
    "Message",
    "Norm",
    "Requirement",
    "Rule",
    "RuleError",
    "RuleFault",
    "RuleFile",
    "Rulebook",
    "Template",
    "Variant",
    "Words",
    "compliant_dossier",
    "default_rulebook",
    "fingerprint",
    "load_rules",
    "read_part",
    "rules_folder",
]
