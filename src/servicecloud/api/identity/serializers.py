"""What programs read about people and organisations."""

from typing import Any

from rest_framework import serializers

from servicecloud.identity.enums import Role
from servicecloud.identity.models import Organisation
from servicecloud.integrations.enums import ApiScope


class OrganisationData(serializers.ModelSerializer[Organisation]):
    """An organisation."""

    class Meta:
        model = Organisation
        fields = ["id", "kind", "name_zh", "name_en", "code", "valid_from", "valid_to"]
        read_only_fields = fields


class HeldRole(serializers.Serializer[Any]):
    """A role in an organisation."""

    role = serializers.ChoiceField(choices=Role.choices)
    organisation = OrganisationData()


class TokenData(serializers.Serializer[Any]):
    """The token in use."""

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=ApiScope.choices))
    expires_at = serializers.DateTimeField()


class Me(serializers.Serializer[Any]):
    """Whom the program acts for."""

    username = serializers.CharField()
    display_name = serializers.CharField()
    display_name_en = serializers.CharField(allow_blank=True)
    roles = HeldRole(many=True)
    token = TokenData()
