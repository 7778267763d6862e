"""The pictures of docs/, really made: ``python -m tests.bench.screenshots``. The register is
printed by LibreOffice and pdftoppm."""

import asyncio
import io
import subprocess
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

from bot.fonts import find_font
from bot.shapes import BOT_NAME
from db import records
from handlers.context import services_of
from handlers.digesting import chart_of
from handlers.printing import Printer
from handlers.views.register import register
from knowledge.model import Role
from knowledge.record import Located, Record
from tests.pictures import picture
from tests.town import Town

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
_UNITS = ("环保办", "民政办", "财政所", "党建办", "水利站")
_SAID = ("已组织现场检查，正在整改", "上述问题已全部整改完成", "已建立台账，长期坚持")


async def _spring(town: Town) -> Record:
    """Some weeks of work on the real notice."""
    supervisor = await town.invited(Role.SUPERVISOR, "督办室")
    staff = {unit: await town.invited(Role.STAFF, unit) for unit in _UNITS}
    codes = (
        "1.1.1",
        "1.1.2",
        "1.2.3",
        "1.2.5",
        "1.2.6",
        "1.3.3",
        "1.3.5",
        "1.4.1",
        "1.4.5",
        "2.2.1",
        "2.2.2",
    )
    for number, code in enumerate(codes):
        unit, said = _UNITS[number % len(_UNITS)], _SAID[number % 4 % len(_SAID)]
        await supervisor.says(f"/assign {code} {unit}")
        await supervisor.says(f"/due {code} 2021-0{6 + number % 3}-30")
        await staff[unit].photographs(picture(), f"/progress {code} {said}")
        await staff[unit].taps("发布")
        await town.fetch()
        if number % 5 == 1:
            await staff[unit].taps("申请销号")
            await supervisor.says("/pending")
            await supervisor.taps("通过")
        town.clock.pass_by(timedelta(days=6))
    found = records.record(town.database)
    assert found is not None
    return found


def _poster(town: Town, record: Record) -> None:
    """That of the notice and one of a finding, beside each other and small."""
    font, index = find_font(None), services_of(town.application).library.index()
    assert font is not None
    today = town.clock.now().astimezone(town.settings.zone).date()
    printer, finding = Printer(BOT_NAME, today, town.settings.zone, font), record.finding("1.2.6")
    assert finding is not None
    made = (printer.notice(record, index), printer.finding(Located(record, finding)))
    small = [Image.open(io.BytesIO(one.sheet.png())).reduce(5) for one in made]
    both = Image.new("L", (2 * small[0].width + 24, small[0].height), 200)
    for number, one in enumerate(small):
        both.paste(one, (number * (one.width + 24), 0))
    both.quantize(16).save(PICTURES / "poster.png", optimize=True)


async def _make(folder: Path) -> None:
    town = Town(folder)
    await town.open()
    record, zone = await _spring(town), town.settings.zone
    today = town.clock.now().astimezone(zone).date()
    (PICTURES / "chart.png").write_bytes(chart_of(record, today, zone, find_font(None)).png)
    _poster(town, record)
    (folder / "register.xlsx").write_bytes(register(record, zone))
    await town.close()
    town.database.close()


def main() -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(_make(Path(folder)))
        office = [
            "soffice",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            f"{folder}/register.xlsx",
        ]
        subprocess.run(office, check=True, capture_output=True)
        page = ["pdftoppm", "-png", "-r", "110", "-f", "2", "-l", "2", "-singlefile"]
        subprocess.run([*page, f"{folder}/register.pdf", str(PICTURES / "register")], check=True)


if __name__ == "__main__":
    main()
