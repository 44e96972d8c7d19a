"""What templates need of replies besides the models."""

from django import template

from comments.email.plain_text import in_one_line, isolated
from comments.forms.reply import ReplyForm
from comments.models import ModerationRules
from comments.models.reply_settings import policy_for
from comments.schema_org import of_replies

register = template.Library()
register.filter(
    "isolated", lambda text: isolated(in_one_line(str(text)))
)  # where no <bdi> can stand
register.simple_tag(of_replies, name="replies_for_machines")


@register.inclusion_tag("partials/reply_form.html")
def blank_reply_form(interview, policy):
    """The form to write a reply under an interview, where this Policy is in force."""
    form = ReplyForm(interview=interview)
    form.policy = policy
    return {"interview": interview, "form": form}


@register.simple_tag
def reply_policy(interview):
    """Who may reply to this interview now, in a word: open, moderated, closed."""
    return policy_for(interview, ModerationRules.objects.in_force()).in_a_word
