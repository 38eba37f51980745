"""Rule files → Rulebook: the law as data, checked, typed and quoted."""

from sdcompliance.rulebook.checking import read_part
from sdcompliance.rulebook.clauses import Clause, Law, fingerprint
from sdcompliance.rulebook.configuration import (
    Configuration,
    ConfigurationError,
    configure,
    find_configuration,
    load_configuration,
)
from sdcompliance.rulebook.content import compliant_dossier, rules_folder
from sdcompliance.rulebook.faults import RuleError, RuleFault
from sdcompliance.rulebook.folder import default_rulebook, load_rules
from sdcompliance.rulebook.format import ExamplePart, RuleFile
from sdcompliance.rulebook.rule import DEFAULT, Choice, Message, Norm, Requirement, Rule, Template, Variant
from sdcompliance.rulebook.rulebook import Rulebook, Settings
from sdcompliance.rulebook.words import Language, Words

__all__ = [
    "DEFAULT",
    "Choice",
    "Clause",
    "Configuration",
    "ConfigurationError",
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
    "Settings",
    "Template",
    "Variant",
    "Words",
    "compliant_dossier",
    "configure",
    "default_rulebook",
    "find_configuration",
    "fingerprint",
    "load_configuration",
    "load_rules",
    "read_part",
    "rules_folder",
]
