"""Addresses of the ledger in the office."""

from django.urls import path

from servicecloud.office.ledger import agreeing, entries, measures, registers, seals, snapshots

urlpatterns = [
    path("measures/", measures.measures, name="measures"),
    path("measures/<text:code>/", measures.measure, name="measure"),
    path("measures/<text:code>/figure/", measures.figure, name="figure"),
    path("measures/<text:code>/freeze/", measures.freeze, name="freeze"),
    path("snapshots/", snapshots.snapshots, name="snapshots"),
    path("snapshots/<int:pk>/", snapshots.snapshot, name="snapshot"),
    path("snapshots/<int:pk>/entries/", snapshots.snapshot_entries, name="snapshot_entries"),
    path("entries/", entries.entries, name="entries"),
    path("entries/<int:pk>/", entries.entry, name="entry"),
    path("entries/<int:pk>/proof/", entries.proof, name="entry_proof"),
    path("entries/<int:pk>/reverse/", entries.take_back, name="reverse_entry"),
    path("registers/", registers.registers, name="registers"),
    path("registers/new/", registers.define, name="define_register"),
    path("registers/<int:pk>/", registers.register, name="register"),
    path("registers/<int:pk>/edit/", registers.change, name="change_register"),
    path("registers/<int:pk>/rows/new/", registers.enter, name="enter_row"),
    path("registers/<int:pk>/template/", registers.template, name="register_template"),
    path("registers/<int:pk>/import/", registers.upload, name="upload_rows"),
    path("register-rows/<int:pk>/reverse/", registers.take_back, name="reverse_row"),
    path("register-imports/<int:pk>/", registers.run, name="register_import"),
    path("register-imports/<int:pk>/confirm/", registers.confirm, name="confirm_register_import"),
    path("register-imports/<int:pk>/undo/", registers.undo, name="undo_register_import"),
    path("seals/", seals.seals, name="seals"),
    path("seals/now/", seals.seal_now, name="seal_now"),
    path("seals/export/", seals.export_page, name="export"),
    path("seals/export.ndjson", seals.export, name="export_ledger"),
    path("verifications/", seals.verifications, name="verifications"),
    path("verifications/<int:pk>/", seals.verification, name="verification"),
    path("incidents/<int:pk>/settle/", seals.settle, name="settle_incident"),
    path("reconciliations/", agreeing.pairs, name="reconciliations"),
    path("reconciliations/<int:pk>/", agreeing.pair, name="reconciliation"),
    path("periods/", agreeing.periods, name="periods"),
]
