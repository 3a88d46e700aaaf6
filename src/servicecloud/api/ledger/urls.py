"""Addresses of the ledger."""

from django.urls import path

from servicecloud.api.ledger import chain, measures

urlpatterns = [
    path("measures", measures.Measures.as_view(), name="measures"),
    path("measures/<text:code>", measures.OneMeasure.as_view(), name="measure"),
    path("measures/<text:code>/figure", measures.FigureOfMeasure.as_view(), name="figure"),
    path("measures/<text:code>/figure/entries", measures.EntriesOfFigure.as_view(), name="figure_entries"),
    path("measures/<text:code>/facets", measures.FacetsOfMeasure.as_view(), name="facets"),
    path("entries", chain.Entries.as_view(), name="entries"),
    path("entries/<int:pk>", chain.OneEntry.as_view(), name="entry"),
    path("entries/<int:pk>/proof", chain.ProofOfEntry.as_view(), name="entry_proof"),
    path("seals", chain.Seals.as_view(), name="seals"),
    path("seals/consistency", chain.Consistency.as_view(), name="consistency"),
]
