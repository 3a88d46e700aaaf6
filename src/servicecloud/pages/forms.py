"""How forms look: one field template for the whole site."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Renders forms and fields by the site's own templates."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"
