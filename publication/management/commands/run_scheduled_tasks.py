"""manage.py run_scheduled_tasks: one round now; for cron, where no gunicorn of ours makes them."""

from django.core.management.base import BaseCommand, CommandError

from publication.scheduled_tasks import make_all_rounds


class Command(BaseCommand):
    help = "Sends letters, develops pictures and does whatever else is done regularly, once."

    def handle(self, *args, **options):
        done = make_all_rounds()
        words = [f"{name} {'failed' if n is None else n}" for name, n in done.items()]
        told = ", ".join(words).replace("_", " ")
        if None in done.values():
            raise CommandError(told)
        self.stdout.write(told)
