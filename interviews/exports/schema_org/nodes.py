"""The nodes that several pages share: the publication, people, pictures, the way to a page."""

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse

from interviews.exports.absolute_urls import absolute_url


def graph(*nodes):
    return {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}


def a(kind, identity=None, **said):
    """A node of this type, without what is not known of it."""
    known = {name: value for name, value in said.items() if value not in (None, "", [])}
    return {"@type": kind, **({"@id": identity} if identity else {}), **known}


def the(node):
    """A reference to a node that is told of elsewhere in the graph."""
    return {"@id": node["@id"]}


def one_or_more(nodes):
    """A single value as itself, several as a list."""
    return nodes[0] if len(nodes) == 1 else nodes


def publisher():
    return a(
        "NewsMediaOrganization",
        absolute_url("/#publisher"),
        name=settings.PUBLICATION_NAME,
        url=absolute_url(reverse("interviews:front_page")),
        slogan=settings.PUBLICATION_TAGLINE,
        email=settings.PUBLICATION_EMAIL,
        logo=a("ImageObject", url=absolute_url(static("icon.svg"))),
        publishingPrinciples=absolute_url(reverse("interviews:page", args=["about"])),
        correctionsPolicy=absolute_url(reverse("interviews:corrections")),
    )


def website():
    """A reference, but for the front page, which tells of it."""
    return {"@id": absolute_url("/#website")}


def person(somebody, **more):
    return a(
        "Person",
        the_person(somebody)["@id"],
        name=somebody.name,
        url=absolute_url(somebody.get_absolute_url()),
        description=somebody.description,
        **more,
    )


def the_person(somebody):
    """A reference to somebody who is told of elsewhere in the graph."""
    return {"@id": absolute_url(f"{somebody.get_absolute_url()}#person")}


def picture(file, width, height, **more):
    if not file:
        return None
    size = {"width": f"{width} px", "height": f"{height} px"}  # a Distance has its unit
    return a("ImageObject", url=absolute_url(file.url), **size, **more)


def way_to(*steps):
    """Breadcrumbs from the top: (name, path) of each step, the last being the page itself."""
    items = [
        a("ListItem", position=number, name=str(name), item=absolute_url(path))
        for number, (name, path) in enumerate(steps, start=1)
    ]
    return a("BreadcrumbList", itemListElement=items)
