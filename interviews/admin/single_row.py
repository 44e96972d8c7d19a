"""The admin page of a model that has one row: a form without a list."""

from django.http import HttpResponseRedirect


class SingleRowMixin:
    """Mixin for a ModelAdmin: the list redirects to the form of the row `only`."""

    only = 1  # the primary key

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def changelist_view(self, request, extra_context=None):
        return HttpResponseRedirect(self.change_url(self.model(pk=self.only)))

    def render_change_form(self, request, context, *args, **kwargs):
        context |= {"show_save_and_continue": False, "show_close": False}
        return super().render_change_form(request, context, *args, **kwargs)
