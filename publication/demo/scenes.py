"""Lead pictures: what an interview is about, as a still life or a room that somebody has left."""

from publication.demo.ink import Sheet, seeded
from publication.demo.interiors import bench, bus, corridor, jars, table, town
from publication.demo.still_lifes import barrow, handsets, headgate, letters, nets

SIZE = (1600, 960)  # pixels; the sheet measures 100 × 60
SCENES = {
    scene.__name__: scene
    for scene in (
        barrow,
        bench,
        bus,
        corridor,
        handsets,
        headgate,
        jars,
        letters,
        nets,
        table,
        town,
    )
}


def draw_lead(lead):
    """A picture of 1600 × 960 pixels, of {"scene", "seed", "ink", "accent"}; the same each time."""
    sheet = Sheet(*SIZE, 100)
    SCENES[lead["scene"]](sheet, seeded(lead["seed"]))
    return sheet.pull(lead.get("ink", "prussian"), lead.get("accent", "ochre"), lead["seed"])
