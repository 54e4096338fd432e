from __future__ import annotations

from pathlib import Path

import pytest

from lagebild.errors import UsageError
from lagebild.reason import parse_scenario, read_scenario

from .example import SCENARIO, edited

BAD = [
    ("unknown actor", 'code = "POL"', 'code = "XXZ"', ["'XXZ' is no known actor", "alpha-3"]),
    (
        "force of an actor who is not there",
        'actor = "UKR"\ntheatre',
        'actor = "JPN"\ntheatre',
        ["'JPN' is not in this file"],
    ),
    ("unknown decider", 'actor = "BLR"\n\n', 'actor = "ITA"\n\n', ["'ITA' is not in this file"]),
    ("crossed force", "low = 4000\nhigh = 6000", "low = 6000\nhigh = 4000", ["the range is crossed", "swap them"]),
    ("crossed likelihood", "[0.55, 0.8]", "[0.8, 0.55]", ["crossed", "write the smallest first"]),
    ("crossed quantiles", "[0.1, 0.2, 0.4]", "[0.4, 0.2, 0.1]", ["crossed"]),
    ("probability over one", "[0.55, 0.8]", "[55, 80]", ["outside 0 to 1", "write 80 % as 0.8"]),
    ("probability below zero", "[0.1, 0.2, 0.4]", "[-0.1, 0.2, 0.4]", ["outside 0 to 1"]),
    ("unknown key", 'rank = "most_likely"', 'rnk = "most_likely"', ["unknown key 'rnk'", "did you mean 'rank'?"]),
    ("unknown top key", 'title = "Belgorod"', 'titel = "Belgorod"', ["unknown key 'titel'", "did you mean 'title'?"]),
    ("unknown table", "[crisis]", "[crises]", ["unknown key 'crises'", "did you mean 'crisis'?"]),
    (
        "cycle",
        'breaks_into = "goes_on"',
        'breaks_into = "goes_on"\nfollows = ["goes_on"]',
        ["in a circle", "take one of them out"],
    ),
    ("cycle with itself", 'follows = ["belgorod"]', 'follows = ["goes_on"]', ["goes_on → goes_on"]),
    ("missing horizon", "horizons = [3, 12]\n", "", ["horizons is missing", "horizons = [3, 6, 12]"]),
    ("empty horizons", "horizons = [3, 12]", "horizons = []", ["horizons is missing"]),
    ("falling horizons", "horizons = [3, 12]", "horizons = [12, 3]", ["must rise"]),
    ("horizon of a century", "horizons = [3, 12]", "horizons = [1200]", ["between 1 and 60"]),
    ("horizon as text", "horizons = [3, 12]", 'horizons = ["3"]', ["whole months"]),
    ("horizon as truth", "horizons = [3, 12]", "horizons = [true]", ["whole months"]),
    ("not a number", "low = 4000", "low = nan", ["finite number"]),
    ("infinite force", "high = 6000", "high = inf", ["finite number"]),
    ("force missing", "low = 4000\n", "", ["'low' must be a finite number"]),
    ("no force", "low = 4000", "low = 0", ["is no force"]),
    ("Admiralty code", 'source = "B2"', 'source = "G7"', ["no Admiralty code", "B2"]),
    ("unknown option in force", 'options = ["belgorod"]', 'options = ["kiew"]', ["'kiew' is no option"]),
    ("unknown theatre", 'theatre = "ukraine"\nfollows', 'theatre = "kiew"\nfollows', ["'kiew' is not in this file"]),
    ("unknown branch", 'breaks_into = "goes_on"', 'breaks_into = "gone"', ["names 'gone', which is no option"]),
    ("limit without branch", 'breaks_into = "goes_on"\n', "", ["limit_kept needs breaks_into"]),
    ("unknown rank", '"most_likely"', '"most_likly"', ["did you mean 'most_likely'?"]),
    ("unknown band", 'band = "likely"', 'band = "probable"', ["'probable' is not known"]),
    ("judgement of nothing", 'about = "option:belgorod"', 'about = "option:kiew"', ["names nothing here"]),
    ("twice", 'id = "ukraine"', 'id = "belgorod"', ["theatre 'belgorod' is given twice"]),
    ("two quantiles", "[0.1, 0.2, 0.4]", "[0.1, 0.2]", ["list of 3 numbers"]),
    ("quoted day", "as_of = 2025-03-05", 'as_of = "2025-03-05"', ["a day without quotation marks"]),
    ("start after day", "start = 2022-02-24", "start = 2026-02-24", ["lies after as_of"]),
    ("other schema", "schema = 1", "schema = 2", ["schema = 2 is not known"]),
    ("schema missing", "schema = 1\n", "", ["write schema = 1"]),
    ("table as list", "[crisis]", "[[crisis]]", ["must be a table"]),
    ("list as table", "[[support]]", "[support]", ["must be a list of tables"]),
    ("likelihoods over one", 'id = "stays_out"', 'id = "stays_out"\nlikelihood = [0.6, 0.7]', ["add up to 1.15"]),
    ("YAML instead", "schema = 1", "schema: 1", ["not TOML", "looks like YAML"]),
    ("YAML document", "schema = 1", "--- !!python/object/apply:os.system ['true']", ["not TOML", "looks like YAML"]),
    ("YAML anchor", 'title = "Belgorod"', "title: &a [*a, *a]", ["not TOML", "looks like YAML"]),
    ("key twice", 'title = "Belgorod"', 'title = "a"\ntitle = "b"', ["not TOML"]),
]


@pytest.mark.parametrize(("old", "new", "expected"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_bad_file_is_refused_with_one_line(old: str, new: str, expected: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        parse_scenario(edited(old, new), file="bad.toml")
    message = str(error.value)
    assert "\n" not in message
    assert message.startswith("bad.toml:")
    assert all(part in message for part in expected), message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("low = 4000\nhigh = 6000", "low = 6000\nhigh = 4000"),
        ('rank = "most_likely"', 'rnk = "x"'),
        ("[0.55, 0.8]", "[2, 3]"),
    ],
)
def test_error_names_the_line(old: str, new: str) -> None:
    text = edited(old, new)
    wanted = text[: text.index(new)].count("\n") + 1
    with pytest.raises(UsageError) as error:
        parse_scenario(text, file="bad.toml")
    assert str(error.value).startswith(f"bad.toml:{wanted}: ")


def test_yaml_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"scenario files are TOML, not YAML"):
        read_scenario(tmp_path / "scenario.yaml")


def test_missing_binary_and_huge_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        read_scenario(tmp_path / "none.toml")
    (tmp_path / "binary.toml").write_bytes(b"schema = 1\n\xff\xfe")
    with pytest.raises(UsageError, match=r"binary.toml:2: not UTF-8"):
        read_scenario(tmp_path / "binary.toml")
    (tmp_path / "huge.toml").write_text("#" * 1_000_001)
    with pytest.raises(UsageError, match="too large"):
        read_scenario(tmp_path / "huge.toml")


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(UsageError):
        parse_scenario("schema = " + "[" * 20_000, file="deep.toml")


def test_good_file_is_read() -> None:
    scenario = parse_scenario(SCENARIO, file="good.toml")
    assert [option.id for option in scenario.options] == ["stays_out", "belgorod", "goes_on"]
    assert scenario.states("a") == ("RUS", "BLR")
    assert scenario.option("belgorod").limit_kept == (0.1, 0.2, 0.4)
    assert scenario.option("goes_on").shifts == {"joining": (0.0, 0.5, 1.0)}


def test_territories_are_parties_without_borders() -> None:
    scenario = parse_scenario(edited('code = "POL"', 'code = "PSE"'), file="good.toml")
    assert not scenario.actors[-1].is_state
