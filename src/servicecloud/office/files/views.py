"""What lies in the storage. Names and sizes, never the content."""

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from servicecloud.files import selectors
from servicecloud.files.enums import FileKind, ScanState
from servicecloud.identity.gates import requires
from servicecloud.identity.policies import check_can_run_platform
from servicecloud.pages.filters import FilterForm
from servicecloud.pages.listing import Column, build_listing

COLUMNS = (
    Column("name", _("文件名"), ("name",)),
    Column("kind", _("文件类型"), ("kind",)),
    Column("size", _("大小"), ("size",), is_number=True),
    Column("organisation", _("所属单位")),
    Column("scan", _("安全检查"), ("scan_state",)),
    Column("uploaded", _("上传时间"), ("uploaded_at",)),
)


class StorageFilterForm(FilterForm):
    """Which files to show."""

    scan = forms.ChoiceField(label=_("安全检查"), choices=[("", _("全部")), *ScanState.choices])
    kind = forms.ChoiceField(label=_("文件类型"), choices=[("", _("全部")), *FileKind.choices])

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["q"].label = _("文件名")


@requires(check_can_run_platform)
@require_safe
def storage_page(request: HttpRequest) -> HttpResponse:
    """Totals by kind, and every file with its state."""
    filters = StorageFilterForm(request.GET)
    chosen = filters.chosen()
    wanted = {"name__icontains": chosen.get("q"), "scan_state": chosen.get("scan"), "kind": chosen.get("kind")}
    rows = selectors.all_files().filter(removed_at=None, **{name: value for name, value in wanted.items() if value})
    totals = selectors.totals()
    context = {
        "filters": filters,
        "listing": build_listing(rows, columns=COLUMNS, query=request.GET, default="-uploaded"),
        "totals": totals,
        "size": sum(row.size for row in totals),
        "count": sum(row.count for row in totals),
        "scanner": settings.FILE_SCANNER,
    }
    return render(request, "office/files/storage.html", context)
