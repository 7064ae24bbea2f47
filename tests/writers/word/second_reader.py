"""LibreOffice as a second reader of tracked changes: it accepts or rejects all of them, by its own code."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from .tracked_changes import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SOFFICE = shutil.which("soffice")
COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub DecideAll(jobs As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = &quot;Hidden&quot;
  hidden(0).Value = True
  Dim as_word(0) As New com.sun.star.beans.PropertyValue
  as_word(0).Name = &quot;FilterName&quot;
  as_word(0).Value = &quot;MS Word 2007 XML&quot;
  dispatcher = createUnoService(&quot;com.sun.star.frame.DispatchHelper&quot;)
  For Each job In Split(jobs, &quot;|&quot;)
    part = Split(job, &quot;*&quot;)
    document = StarDesktop.loadComponentFromURL(part(0), &quot;_blank&quot;, 0, hidden())
    dispatcher.executeDispatch(document.CurrentController.Frame, part(2), &quot;&quot;, 0, Array())
    document.storeToURL(part(1), as_word())
    document.close(True)
  Next job
End Sub
</script:module>
"""


def decided_by_libreoffice(jobs: Iterable[tuple[Path, Path, str]], profile: Path) -> None:
    """Write each source, a redline, to a target with all of its changes accepted or rejected."""
    start = [str(SOFFICE), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo"]
    # The first start writes a profile, and would write over a macro that is there already.
    subprocess.run([*start, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    (profile / "user/basic/Standard/Module1.xba").write_text(_MODULE, "utf-8")
    listed = "|".join(f"{source.as_uri()}*{target.as_uri()}*{COMMANDS[how]}" for source, target, how in jobs)
    macro = f'macro:///Standard.Module1.DecideAll("{listed}")'
    subprocess.run([*start, macro], check=True, capture_output=True, timeout=120 * listed.count("*"))


def printed_paragraphs(content: bytes) -> list[str]:
    """The paragraphs of the body that print words, without those in pictures and the line on where a document comes from."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    for picture in list(body.iter(f"{MC}AlternateContent", f"{W}drawing", f"{W}pict")):
        if (parent := picture.getparent()) is not None:
            parent.remove(picture)
    found = []
    for paragraph in body.iter(f"{W}p"):
        text = re.sub(r"\s+", " ", "".join(_texts(paragraph))).strip()
        if text and not text.startswith("Made from "):
            found.append(text)
    return found


def _texts(paragraph: Any) -> Iterator[str]:
    """Yield the texts of a paragraph, but for what fields print: each program computes that anew."""
    in_result = False
    for each in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}fldChar"):
        if each.tag == f"{W}fldChar":
            in_result = each.get(f"{W}fldCharType") == "separate"
        elif not in_result:
            yield (each.text or "") if each.tag == f"{W}t" else " "


def tracked_marks(content: bytes) -> int:
    """How many tracked changes a document still has."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    return sum(1 for _ in body.iter(f"{W}ins", f"{W}del", f"{W}pPrChange"))
