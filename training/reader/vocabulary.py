"""Cut the published vocabulary to the pieces that the supported languages use.

Kept are pieces that occur in simplemma's word lists (MIT) of the supported languages, short Latin and Cyrillic
pieces (so that foreign names still fall into few pieces), Han pieces, and pieces without letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from training.reader.weights import PretrainedWeights

WORD_LISTS = ("de", "en", "fr", "es", "it", "pl", "pt", "tr", "ru", "uk", "ar")
SPECIAL = 4
SHORT = 3
MINIMUM = 2


def keep_pieces(weights: PretrainedWeights) -> list[int]:
    """Return the ids of the pieces to keep, ascending; the four special pieces come first."""
    counts = _count_pieces(weights)
    kept = list(range(SPECIAL))
    for index in range(SPECIAL, len(weights.pieces)):
        piece = weights.pieces[index]
        if counts[index] >= MINIMUM or _is_always_kept(piece):
            kept.append(index)
    return kept


def _count_pieces(weights: PretrainedWeights) -> Counter[int]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    tokenizer = Tokenizer(models.Unigram(list(zip(weights.pieces, weights.scores.tolist(), strict=True)), unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    factory = DefaultDictionaryFactory()
    counts: Counter[int] = Counter()
    for language in WORD_LISTS:
        words = [word for word, _ in factory.get_dictionary(language).items()]
        for forms in (words, [word.capitalize() for word in words]):
            for begin in range(0, len(forms), 10_000):
                for encoding in tokenizer.encode_batch(forms[begin : begin + 10_000]):
                    counts.update(encoding.ids)
    return counts


def _is_always_kept(piece: str) -> bool:
    letters = [letter for letter in piece if letter.isalpha()]
    if not letters:
        return True
    if re.search(r"[\u4e00-\u9fff]", piece):
        return not re.search(r"[\u3040-\u30ff]", piece)
    script = unicodedata.name(letters[0], "?").split()[0]
    return script in ("LATIN", "CYRILLIC", "ARABIC") and len(piece.strip("▁")) <= SHORT
