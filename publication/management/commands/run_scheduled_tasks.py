"""manage.py run_scheduled_tasks: for cron, where gunicorn runs without publication/gunicorn.py."""

from django.core.management.base import BaseCommand, CommandError

from publication.scheduled_tasks import run_all_tasks


class Command(BaseCommand):
    help = "Runs every scheduled task once: sends email, makes renditions, deletes old data."

    def handle(self, *args, **options):
        done = run_all_tasks()
        results = [f"{name} {'failed' if n is None else n}" for name, n in done.items()]
        summary = ", ".join(results).replace("_", " ")
        if None in done.values():
            raise CommandError(summary)
        self.stdout.write(summary)
