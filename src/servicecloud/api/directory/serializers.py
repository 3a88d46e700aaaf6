"""What programs read and send about enterprises and institutions."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from servicecloud.api.bodies import Body
from servicecloud.api.queries import PageQuery
from servicecloud.directory.credit_codes import normalise, validate_credit_code
from servicecloud.directory.enums import EnterpriseState, ServiceField, SizeClass
from servicecloud.directory.industry_codes import section_choices, validate_industry
from servicecloud.directory.models import Enterprise, EnterpriseFigures, Institution, Qualification, Region
from servicecloud.directory.selectors import is_registered
from servicecloud.personal import Personal

_AMOUNT: dict[str, Any] = {"max_digits": 18, "decimal_places": 4, "min_value": 0, "required": False, "allow_null": True}


class RegionData(serializers.ModelSerializer[Region]):
    """A district."""

    class Meta:
        model = Region
        fields = ["code", "name_zh", "name_en"]


class PublicEnterprise(serializers.ModelSerializer[Enterprise]):
    """What anybody may see of an enterprise."""

    region = RegionData()
    size_class = serializers.ChoiceField(choices=SizeClass.choices, allow_blank=True)
    website = serializers.CharField(allow_blank=True)
    is_claimed = serializers.SerializerMethodField()

    class Meta:
        model = Enterprise
        fields = [
            *("credit_code", "name_zh", "name_en", "region", "section", "industry", "established_on", "website"),
            *("size_class", "size_year", "state", "is_claimed"),
        ]

    def get_is_claimed(self, row: Enterprise) -> bool:
        """Whether the enterprise has a workspace."""
        return row.workspace_id is not None


class FiguresData(serializers.ModelSerializer[EnterpriseFigures]):
    """The figures of a year; null means not stated."""

    year = serializers.IntegerField(min_value=1990, max_value=2099)
    staff = serializers.IntegerField(min_value=0, allow_null=True)

    class Meta:
        model = EnterpriseFigures
        fields = ["year", "staff", "revenue_wan", "assets_wan"]


class EnterpriseData(PublicEnterprise):
    """The whole entry. People appear masked; their plain data is not given out by this interface."""

    contact_name = serializers.SerializerMethodField()
    contact_phone = serializers.SerializerMethodField()

    class Meta(PublicEnterprise.Meta):
        fields = [
            "id",
            *PublicEnterprise.Meta.fields,
            *("address", "contact_name", "contact_phone", "workspace", "merged_into"),
            *("version", "created_at", "updated_at"),
        ]
        read_only_fields = fields

    def get_contact_name(self, row: Enterprise) -> str:
        """The contact, masked."""
        return str(row.contact_name)

    def get_contact_phone(self, row: Enterprise) -> str:
        """The telephone number, masked."""
        return str(row.contact_phone)


class EnterpriseDetail(EnterpriseData):
    """The whole entry with its years, the latest first."""

    figures = FiguresData(many=True, read_only=True)

    class Meta(EnterpriseData.Meta):
        fields = [*EnterpriseData.Meta.fields, "figures"]
        read_only_fields = fields


@extend_schema_field(OpenApiTypes.STR)
class PersonalText(serializers.CharField):
    """Personal text: kept encrypted."""

    def to_internal_value(self, data: Any) -> Any:
        """Wrap it, so that nothing prints it by accident."""
        return Personal(super().to_internal_value(data))


class RegionCode(serializers.PrimaryKeyRelatedField[Region]):
    """A region by its code. A character that no text of a database can hold stands in no code."""

    def to_internal_value(self, data: Any) -> Region:
        """Look the code up."""
        if "\x00" in str(data):
            self.fail("does_not_exist", pk_value=str(data).replace("\x00", ""))
        return super().to_internal_value(data)


class EnterpriseChanges(Body):
    """What can be changed of an entry. A field that is left out stays as it is."""

    name_zh = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=160, allow_blank=True, required=False)
    region = RegionCode(queryset=Region.objects.all(), help_text=_("区域代码"))
    industry = serializers.CharField(
        max_length=4, validators=[validate_industry], help_text=_("GB/T 4754 代码，2至4位数字")
    )
    established_on = serializers.DateField(allow_null=True, required=False)
    address = serializers.CharField(max_length=200, allow_blank=True, required=False)
    website = serializers.URLField(max_length=200, allow_blank=True, required=False)
    contact_name = PersonalText(max_length=60, allow_blank=True, required=False)
    contact_phone = PersonalText(max_length=30, allow_blank=True, required=False)


class NewEnterprise(EnterpriseChanges):
    """A new entry."""

    credit_code = serializers.CharField(max_length=40, help_text=_("统一社会信用代码"))

    default_error_messages = {"taken": _("名录中已有这个统一社会信用代码的企业。")}

    def validate_credit_code(self, value: str) -> str:
        """Normalise, check the digits, and see that the directory does not have it yet."""
        code = normalise(value)
        validate_credit_code(code)
        if is_registered(code):
            raise serializers.ValidationError(self.error_messages["taken"])
        return code


class FiguresChanges(Body):
    """The figures of a year. Null means not stated, never zero."""

    default_error_messages = {"future": _("%(year)s年尚未结束，请填写已结束的年度。")}

    staff = serializers.IntegerField(min_value=0, max_value=100_000_000, required=False, allow_null=True)
    revenue_wan = serializers.DecimalField(**_AMOUNT, help_text=_("万元"))
    assets_wan = serializers.DecimalField(**_AMOUNT, help_text=_("万元"))

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Refuse a year that has not ended: its figures cannot be known."""
        year = self.context["year"]
        if year >= timezone.localdate().year:
            raise serializers.ValidationError({"year": str(self.error_messages["future"]) % {"year": year}})
        return attrs


class QualificationData(serializers.ModelSerializer[Qualification]):
    """A valid certificate."""

    class Meta:
        model = Qualification
        fields = ["name_zh", "name_en", "number", "issued_by", "valid_from", "valid_to"]


class InstitutionData(serializers.ModelSerializer[Institution]):
    """A service institution with the qualifications valid today."""

    region = RegionData()
    fields_of_service = serializers.ListField(child=serializers.ChoiceField(choices=ServiceField.choices))
    website = serializers.CharField(allow_blank=True)
    qualifications = QualificationData(many=True)

    class Meta:
        model = Institution
        fields = [
            *("credit_code", "name_zh", "name_en", "region", "website", "fields_of_service"),
            *("introduction_zh", "introduction_en", "qualifications"),
        ]


class PublicQuery(PageQuery):
    """How the public register can be narrowed."""

    q = serializers.CharField(required=False, max_length=100, help_text=_("名称中的词，或信用代码的开头"))
    region = serializers.CharField(required=False, max_length=12, help_text=_("区域代码"))
    section = serializers.ChoiceField(
        required=False, choices=[code for code, _label in section_choices()], help_text=_("行业门类")
    )
    size_class = serializers.ChoiceField(required=False, choices=SizeClass.choices, help_text=_("企业规模"))


class EnterpriseQuery(PublicQuery):
    """How the entries in sight can be narrowed."""

    state = serializers.ChoiceField(
        required=False, choices=EnterpriseState.choices, help_text=_("状态；不填则不含已合并的条目")
    )
    claimed = serializers.ChoiceField(required=False, choices=["yes", "no"], help_text=_("是否已被认领"))
    updated_since = serializers.DateTimeField(required=False, help_text=_("此时间（含）之后更新的条目"))


class InstitutionQuery(serializers.Serializer[Any]):
    """How the institutions can be narrowed."""

    q = serializers.CharField(required=False, max_length=100, help_text=_("名称中的词"))
    field = serializers.ChoiceField(required=False, choices=ServiceField.choices, help_text=_("服务领域"))
