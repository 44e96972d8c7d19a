"""Which interviews, and which of their rows, a user may see and change at the desk."""

from django.contrib import admin

from interviews.models import Interview
from interviews.models.rights import PUBLISH, WRITE
from interviews.models.workflow import UNDATED


class InterviewRights:
    """Mixin for the admin of interviews: writers see and change only what they have begun."""

    def get_queryset(self, request):
        return super().get_queryset(request).shown_to(request.user)

    def has_add_permission(self, request):
        return super().has_add_permission(request) or request.user.has_perm(WRITE)

    def has_view_permission(self, request, obj=None):
        is_own = obj is None or obj.created_by_id == request.user.pk
        is_writer = is_own and request.user.has_perm(WRITE)
        return is_writer or super().has_view_permission(request, obj)

    def has_change_permission(self, request, obj=None):
        if obj is not None:
            return obj.may_be_changed_by(request.user)
        return request.user.has_perm(WRITE) or super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None):
        user = request.user
        if user.has_perm(WRITE) and (obj is None or obj.created_by_id == user.pk):
            may_delete = True
        else:
            may_delete = super().has_delete_permission(request, obj)
        if obj is None:
            return may_delete
        is_open = obj.status in UNDATED or user.has_perm(PUBLISH)
        return may_delete and is_open and not self.get_deletion_obstacle(obj)


class ExchangeRights:
    """Mixin for the admin of exchanges: who may change an interview may change its exchanges."""

    def get_queryset(self, request):
        visible = Interview.objects.visible_to(request.user)
        return super().get_queryset(request).filter(interview__in=visible)

    def get_field_queryset(self, db, db_field, request):
        queryset = super().get_field_queryset(db, db_field, request)
        if db_field.name != "interview":
            return queryset
        return Interview.objects.changeable_by(request.user)

    def has_add_permission(self, request):
        return super().has_add_permission(request) and self._may_change(request)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._may_change(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._may_change(request, obj)

    def _may_change(self, request, exchange=None):
        interviews = admin.site.get_model_admin(Interview)
        return interviews.has_change_permission(request, exchange and exchange.interview)
