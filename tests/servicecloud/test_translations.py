"""Every sentence exists in English, none is left over, none is English at its source."""

from scripts import messages


def test_the_english_catalogues_are_complete_and_hold_nothing_unused():
    assert messages.problems() == []


def test_a_sentence_missing_from_the_catalogues_is_named_with_its_place(monkeypatch):
    monkeypatch.setattr(messages, "used", lambda: {("没有译文的句子", ""): ("portal", "portal/home.py")})

    assert "portal/home.py: not in any catalogue: '没有译文的句子'" in messages.problems()


def test_the_english_page_of_the_directory_holds_no_chinese_sentence_of_ours(client, db):
    client.post("/language/", {"language": "en"})

    page = client.get("/enterprises/").content.decode()

    assert '<html lang="en"' in page
    assert "District" in page
    assert "所在区" not in page
