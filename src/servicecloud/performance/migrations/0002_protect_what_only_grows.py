"""Make budget changes, payments, versions, reviews and disclosures append-only by triggers, on either database."""

from django.db import migrations

from servicecloud.append_only import protect

PROTECTED = ("budgetchange", "payment", "documentversion", "review", "disclosure")


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_projects_documents_reviews")]
    operations = [protect(f"performance_{table}") for table in PROTECTED]
