"""How the agreement looks: page, colours and sizes (PAPER 2 and 3), and their OOXML units."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Look:
    """Measures in millimetres, sizes in points, colours as RRGGBB."""

    font: str = "Calibri"
    tag_font: str = "Consolas"
    size: float = 10.5
    line: float = 1.2
    ink: str = "17202B"
    accent: str = "1C4FB8"
    muted: str = "556170"
    hairline: str = "C3CCD8"
    tint: str = "F2F5FB"
    tag: str = "9A3412"
    page_width: float = 210
    page_height: float = 297
    left: float = 26
    right: float = 26
    top: float = 30
    bottom: float = 27
    header: float = 13
    footer: float = 11
    number_column: float = 16
    item_step: float = 8

    @property
    def text_width(self) -> float:
        """Width between the margins in millimetres."""
        return self.page_width - self.left - self.right


LOOK = Look()


def twips(millimetres: float) -> int:
    """Millimetres as twentieths of a point."""
    return round(millimetres * 1440 / 25.4)


def twips_of_points(points: float) -> int:
    """Points as twentieths of a point."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as half points, the unit of font sizes."""
    return round(points * 2)
