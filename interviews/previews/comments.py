"""Comments in a preview: below the exchange that they are about."""

from collections import defaultdict

from django import forms
from django.utils.translation import gettext_lazy as _

from interviews.line_endings import LineFeedField
from interviews.models import DeskComment, ExchangeKey
from interviews.models.desk_comment import MAX_LENGTH, TooManyComments
from interviews.slugs import KeyConverter


class HolderCommentForm(forms.Form):
    """`key` is the key of the exchange; "" stands for the interview as a whole."""

    bound_field_class = LineFeedField
    status = 422  # of a page with a refused comment

    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    text = forms.CharField(
        label=_("Comment"),
        max_length=MAX_LENGTH,
        error_messages={"required": _("Write your comment.")},
    )

    def __init__(self, sent, link, key):
        super().__init__(sent)
        self.link, self.key = link, key

    def save(self):
        """Store the comment; return whether the link may bring another."""
        sent = self.cleaned_data
        try:
            DeskComment.objects.add_by_holder(self.link, self.key, sent["text"], sent["name"])
        except TooManyComments as refusal:
            self.status = 429
            self.add_error(None, refusal)
        return self.is_valid()


def is_key_of(interview, key):
    """Whether an exchange of the interview or of its update has or had this key; also for ""."""
    if not key:
        return True
    used = ExchangeKey.objects.filter(interview_id=interview.pk)
    return KeyConverter.matches(key) and used.filter(key=key).exists()


def add_comments(interview, comments, refused=None):
    """Set `shown_comments` and `refused_comment` of the exchanges and of the interview.

    Args:
        comments: the DeskComments that are shown.
        refused: the HolderCommentForm that was refused, whose words are shown again.
    """
    written = defaultdict(list)
    for comment in comments.select_related("by").oldest_first():
        written[comment.exchange_key].append(comment)
    shown = {each.key: each for each in interview.exchanges.all() if not each.is_removed}
    for key, thing in {**shown, "": interview}.items():
        thing.shown_comments = written.pop(key, [])
        thing.refused_comment = refused if refused and refused.key == key else None
    interview.earlier_comments = [each for group in written.values() for each in group]
    if refused and refused.key not in shown:
        interview.refused_comment = refused
