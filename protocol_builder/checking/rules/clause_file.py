"""Each file in a county’s folder of clauses can be used."""

from .rule import Rule, found_before

RULE = Rule(
    id="clause-file",
    severity="error",
    title="A file with a county’s own clause cannot be used",
    description=(
        "Next to a county file, a folder may hold the county’s own words for clauses, one file each. This one is not "
        "named after a clause, is empty, too long, not UTF-8 text, or is still to be filled in, so the agreement "
        "would be printed without it."
    ),
    bad="county_configs/el-dorado.clauses/trainings.md",
    good="county_configs/el-dorado.clauses/training.md",
    check=found_before("clause-file"),
)
