"""The name that authenticator apps show beside an account. The settings import this module."""


def get_issuer(_device):
    """Return the name of the publication."""
    from interviews.models import Publication  # models cannot be imported with the settings

    return Publication.objects.current().name
