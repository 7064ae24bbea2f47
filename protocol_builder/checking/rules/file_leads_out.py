"""A county file is a file, or a link to one nearby."""

from .rule import Rule, found_before

RULE = Rule(
    id="file-leads-out",
    severity="error",
    title="The county file is a link that leads out of its folder",
    description=(
        "A link can point to any file of the computer that builds the site, and the text of that file would be "
        "printed. So the program follows a link only within the county file’s folder and below the folder it runs in."
    ),
    bad="county_configs/el-dorado.yml -> ../../private/el-dorado.yml",
    good="county_configs/el-dorado.yml",
    check=found_before("file-leads-out"),
)
