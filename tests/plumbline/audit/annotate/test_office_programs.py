"""Annotated copies opened by another program than those that wrote them."""

import pypdfium2
import pytest
from tests.plumbline.office_prints import COPIES, NO_SOFFICE, SOFFICE, prints

pytestmark = [pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE), pytest.mark.xdist_group("soffice")]


@pytest.mark.parametrize("kind", COPIES)
def test_libreoffice_prints_the_copy_with_everything_on_it(kind: str):
    pages = pypdfium2.PdfDocument(prints()[kind])
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in pages)

    for said in ("财政项目支出绩效自评表", "澜川企业服务专项", "服务企业数", "99.89"):
        assert said in text
