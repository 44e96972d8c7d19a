"""Template tags and filters for replies."""

from django import template

from comments.email.plain_text import in_one_line, isolated
from comments.forms.reply import ReplyForm
from comments.models import ModerationRules, Reply
from comments.models.reply_settings import get_policy
from comments.schema_org import describe_replies
from interviews.models.workflow import published_condition

register = template.Library()
register.filter(
    "isolated", lambda text: isolated(in_one_line(str(text)))
)  # for text where <bdi> is not possible
register.simple_tag(describe_replies, name="replies_schema")


@register.inclusion_tag("partials/reply_form.html")
def blank_reply_form(interview, policy):
    """A blank reply form for an interview with this policy."""
    form = ReplyForm(interview=interview)
    form.policy = policy
    return {"interview": interview, "form": form}


@register.simple_tag
def newest_featured_replies(number=2):
    """The replies that editors featured last, each with its interview; one query."""
    featured = Reply.objects.featured().filter(published_condition("interview__"))
    those = featured.select_related("interview", "exchange__interview", "invitation")
    return those.order_by("-featured_at")[:number]


@register.simple_tag
def reply_policy(interview):
    """The policy for replies to this interview now: open, moderated or closed."""
    return get_policy(interview, ModerationRules.objects.current()).short_label
