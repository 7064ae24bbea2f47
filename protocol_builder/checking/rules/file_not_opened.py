"""A county file can be opened."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-not-opened",
    severity="error",
    title="The county file cannot be opened",
    description=(
        "The computer does not let the program open the file: it was moved or deleted, or the program’s user may not "
        "read it. Nothing is known about the county until it can be read. The other county files are checked all the "
        "same."
    ),
    bad="county_configs/el-dorado.yml, which only its owner may read",
    good="county_configs/el-dorado.yml, which every user of the computer may read",
    check=found_before("file-not-opened"),
)
