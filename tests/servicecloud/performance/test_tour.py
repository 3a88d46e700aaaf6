"""The tour of the demonstration: each step leads to what the step before showed."""

from urllib.parse import unquote

from tests.servicecloud.performance import making

from servicecloud.collection import services as collecting
from servicecloud.demo import published as demonstration
from servicecloud.inspection.services import record_file


def test_the_wrong_form_of_the_tour_is_a_file_in_which_the_audit_finds_the_same(client, town, everything):
    folder = demonstration.FOLDER
    data = (folder / "trade-federation-2023.txt").read_bytes()
    origin = collecting.Origin(publisher_zh="望屿市商贸联合会", place_zh="望屿市")
    collecting.collect(
        actor=town.people["department"], data=data, name="表.txt", origin=origin, rulebook="shanghai-2023"
    )

    page = client.get("/demo/tour/")
    taken = client.get("/demo/tour/wrong-form.docx")

    assert 'href="/demo/tour/wrong-form.docx"' in page.content.decode()
    assert page.context["wrong"].project_name in unquote(taken["Content-Disposition"])
    found = record_file(data=taken.content, name="表.docx", rulebook="shanghai-2023")
    assert "U-01" in {each.rule for form in found.forms for each in form.rules}


def test_the_tour_leads_to_the_proof_of_an_entry_of_the_number_it_opened(client, house):
    making.disclosed(house)

    page = client.get("/demo/tour/")
    entry = page.context["entry"]
    proof = client.get(f"/proof/?entry={entry}")

    assert f'href="/proof/?entry={entry}"' in page.content.decode()
    assert proof.context["place"].entry_id == entry
    assert proof.context["place"].holds
