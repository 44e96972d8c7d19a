"""Nodes that several pages share: the publication, people, pictures, breadcrumbs."""

from django.urls import reverse

from interviews.exports.absolute_urls import absolute_url
from interviews.media.renditions import ICON_WIDTHS
from interviews.models import Publication


def build_graph(*nodes):
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def build_node(kind, identity=None, **properties):
    """Return a node of a schema.org type, without empty properties."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": identity} if identity else {}), **known}


def reference_to(node):
    """Return a reference to a node that is elsewhere in the graph."""
    return {"@id": node["@id"]}


def unwrap_single(nodes):
    """Return the only node of a list, or the list."""
    return nodes[0] if len(nodes) == 1 else nodes


def build_publisher():
    publication = Publication.objects.current()
    return build_node(
        "NewsMediaOrganization",
        absolute_url("/#publisher"),
        name=publication.name,
        url=absolute_url(reverse("interviews:front_page")),
        slogan=publication.tagline,
        email=publication.email,
        logo=build_logo(publication),
        publishingPrinciples=absolute_url(reverse("interviews:page", args=["about"])),
        correctionsPolicy=absolute_url(reverse("interviews:corrections")),
    )


def build_logo(publication):
    """Return the logo, else the icon, of the publication."""
    if logo := publication.logo:
        return build_picture(logo, logo.width, logo.height)
    largest = ICON_WIDTHS[-1]
    return build_node(
        "ImageObject",
        url=absolute_url(publication.get_icon_url(largest)),
        width=f"{largest} px",
        height=f"{largest} px",
    )


def reference_to_website():
    """Return a reference to the site; the front page has the full node."""
    return {"@id": absolute_url("/#website")}


def build_person(individual, **more):
    return build_node(
        "Person",
        reference_to_person(individual)["@id"],
        name=individual.name,
        url=absolute_url(individual.get_absolute_url()),
        description=individual.description,
        **more,
    )


def reference_to_person(individual):
    """Return a reference to a person's node elsewhere in the graph."""
    return {"@id": absolute_url(f"{individual.get_absolute_url()}#person")}


def build_picture(file, width, height, **more):
    if not file:
        return None
    size = {"width": f"{width} px", "height": f"{height} px"}  # a Distance has its unit
    return build_node("ImageObject", url=absolute_url(file.url), **size, **more)


def build_breadcrumbs(*steps):
    """Return breadcrumbs of (name, path) steps from the top down to the page itself."""
    items = [
        build_node("ListItem", position=number, name=str(name), item=absolute_url(path))
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return build_node("BreadcrumbList", itemListElement=items)
