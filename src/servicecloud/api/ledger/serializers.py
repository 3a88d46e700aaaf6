"""What programs read of the ledger. Numbers and quantities are texts, so that no program rounds them."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from plumbline.evidence.measures import CountingRule
from plumbline.evidence.sentences import counting_sentence
from servicecloud.ledger.enums import Source
from servicecloud.ledger.models import Entry, Leaf, Measure, SealRecord
from servicecloud.ledger.registry import read_rule


class Sentence(serializers.Serializer[Any]):
    """A text in both languages."""

    zh = serializers.CharField()
    en = serializers.CharField()


class DimensionData(serializers.Serializer[Any]):
    """Something an entry is told apart by. Without values any text is taken."""

    name = serializers.CharField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField(allow_blank=True)
    values = serializers.ListField(child=serializers.CharField())


class MeasureData(serializers.ModelSerializer[Measure]):
    """One version of a measure, with its written counting rule."""

    origin = serializers.ChoiceField(choices=Source.choices, source="source")
    aggregation = serializers.SerializerMethodField()
    unit_of_number = serializers.SerializerMethodField()
    sentence = serializers.SerializerMethodField()
    dimensions = DimensionData(many=True)

    class Meta:
        model = Measure
        fields = [
            *("code", "version", "title_zh", "title_en", "unit", "unit_of_number", "aggregation", "sentence"),
            *("dimensions", "origin", "owner", "declared_at"),
        ]
        read_only_fields = fields

    def get_aggregation(self, row: Measure) -> str:
        """How entries become the number."""
        return read_rule(row.rule).aggregation

    def get_unit_of_number(self, row: Measure) -> str:
        """The unit of the number; `unit` is that of the entries."""
        return read_rule(row.rule).unit

    def get_sentence(self, row: Measure) -> dict[str, str]:
        """The counting rule, written out."""
        return both_languages(read_rule(row.rule))


class MeasureDetail(MeasureData):
    """The newest version, with all versions there are."""

    versions = MeasureData(many=True)

    class Meta(MeasureData.Meta):
        fields = [*MeasureData.Meta.fields, "versions"]
        read_only_fields = fields


class HeadData(serializers.Serializer[Any]):
    """The end of the chain."""

    digest = serializers.CharField()
    count = serializers.IntegerField()


class FigureData(serializers.Serializer[Any]):
    """A number as of a date. Null means that nothing can be said, never zero."""

    measure = serializers.CharField()
    version = serializers.IntegerField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField(allow_blank=True)
    sentence = Sentence()
    as_of = serializers.DateField()
    since = serializers.DateField(allow_null=True)
    until = serializers.DateField(allow_null=True)
    number = serializers.CharField(allow_null=True)
    unit = serializers.CharField()
    numerator = serializers.CharField(allow_null=True)
    denominator = serializers.CharField(allow_null=True)
    counted = serializers.IntegerField(help_text=_("计入的记录数"))
    not_counted = serializers.IntegerField(help_text=_("未计入的记录数"))
    corrections = serializers.IntegerField(help_text=_("其中补登的记录数"))
    last_recorded_at = serializers.DateTimeField(allow_null=True)
    head = HeadData(allow_null=True)


class FacetValue(serializers.Serializer[Any]):
    """A value with the number of entries that have it."""

    value = serializers.CharField()
    entries = serializers.IntegerField()


class FacetData(serializers.Serializer[Any]):
    """A dimension with its most frequent values."""

    name = serializers.CharField()
    title_zh = serializers.CharField()
    title_en = serializers.CharField(allow_blank=True)
    values = FacetValue(many=True)


class EntryData(serializers.ModelSerializer[Entry]):
    """One countable fact. `sequence` is its place in the chain, null while it waits for the next seal."""

    measure = serializers.CharField(source="measure.code")
    measure_version = serializers.IntegerField(source="measure.version")
    unit = serializers.CharField(source="measure.unit")
    quantity = serializers.SerializerMethodField()
    owner = serializers.IntegerField(source="owner_id", help_text=_("归属单位的编号"))
    owner_key = serializers.CharField(source="owner.key")
    subject = serializers.CharField(allow_null=True)
    dimensions = serializers.DictField(source="dimension_values", child=serializers.CharField())
    reverses = serializers.IntegerField(source="reverses_id", allow_null=True)
    sequence = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            *("id", "measure", "measure_version", "happened_on", "quantity", "unit", "owner", "owner_key", "subject"),
            *("dimensions", "act", "idempotency_key", "reverses", "reason", "recorded_at", "sequence"),
        ]
        read_only_fields = fields

    def get_quantity(self, row: Entry) -> str:
        """The quantity as a plain decimal."""
        return f"{row.quantity:f}"

    def get_sequence(self, row: Entry) -> int | None:
        """The place in the chain."""
        leaf: Leaf | None = getattr(row, "leaf", None)
        return leaf.sequence if leaf else None


class EntryPage(serializers.Serializer[Any]):
    """A page of entries, the newest first. `total` is null where it is not known without counting."""

    next = serializers.URLField(allow_null=True)
    total = serializers.IntegerField(allow_null=True)
    results = EntryData(many=True)


class JudgedEntry(serializers.Serializer[Any]):
    """An entry below a number; `why_not` says why it is not counted, null when it is."""

    entry = EntryData()
    why_not = Sentence(allow_null=True)


class JudgedPage(serializers.Serializer[Any]):
    """A page of the entries below a number, the newest first."""

    next = serializers.URLField(allow_null=True)
    results = JudgedEntry(many=True)


class SealData(serializers.ModelSerializer[SealRecord]):
    """A seal: `digest` is the head that the chain had with it, `last` the number of entries up to it."""

    class Meta:
        model = SealRecord
        fields = [
            *("number", "algorithm", "first", "last", "entries", "root", "previous", "sealed_at", "digest"),
            *("signature_key", "signature_value"),
        ]
        read_only_fields = fields


def both_languages(rule: CountingRule) -> dict[str, str]:
    """Return the counting sentence of a rule."""
    return {"zh": counting_sentence(rule, "zh"), "en": counting_sentence(rule, "en")}
