"""The reader: a document in, its sentences, mentions, events, statements and scenarios out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from lagebild.extract.assemble import assemble
from lagebild.extract.certainty import CertaintyLexicon
from lagebild.extract.chunk import make_chunks
from lagebild.extract.decode import decode
from lagebild.extract.draft import ChunkOffsets, Drafts, add_frame
from lagebild.extract.ground.document import Grounder
from lagebild.extract.network import Network, default_pack
from lagebild.extract.party import PartyLinker
from lagebild.extract.reaction import aim_reactions
from lagebild.extract.rule import apply_rules
from lagebild.extract.sentence import split_sentences
from lagebild.records import Document, Reading
from lagebild.spans import Span


class Reader:
    """Reads documents with one opened model pack and one opened gazetteer; not to be shared between processes."""

    def __init__(self, network: Network, grounder: Grounder) -> None:
        self._network = network
        self._grounder = grounder
        self._lexicon = cache(CertaintyLexicon)

    @property
    def model(self) -> str:
        """Return the id of the model pack."""
        return self._network.id

    def read(self, document: Document) -> Reading:
        """Return all that is taken out of `document`; every span lies in `document.text`."""
        sentences = split_sentences(document.text, document.language)
        linker = PartyLinker(self._network)
        drafts = self.find_drafts(document.text, sentences, linker)
        apply_rules(drafts, document, sentences, self._lexicon(document.language))
        grounding = self._grounder.ground(document, sentences, drafts, linker=linker)
        aim_reactions(drafts, grounding, document.text)
        return assemble(document, sentences, drafts, grounding, self._network.id)

    def read_many(self, documents: Sequence[Document]) -> list[Reading]:
        """Return the readings of several documents in their order."""
        return [self.read(document) for document in documents]

    def find_drafts(self, text: str, sentences: tuple[Span, ...], linker: PartyLinker) -> Drafts:
        """Return what the network alone finds in a text; `linker` is given the states of each chunk."""
        drafts = Drafts()
        for chunk in make_chunks(text, sentences, self._network.pieces):
            if not chunk.pieces.unit_pieces:
                continue
            scores = self._network.score_units(chunk.pieces)
            linker.add(chunk, scores.states)
            offsets = ChunkOffsets(chunk.pieces, chunk.begin)
            for frame in decode(scores, self._network, chunk.sentences, thresholds=self._network.thresholds):
                add_frame(drafts, frame, scores, offsets, chunk.sentences, self._network.id)
        for event in drafts.events:
            event.confidence = self._network.calibrated(event.confidence)
        drafts.sort()
        return drafts


def open_reader(*, threads: int = 1, pack: Path | None = None) -> Reader:
    """Return a reader with the model pack that ships, or with `pack`. Raises AssetError if it cannot be opened."""
    return Reader(Network(pack or default_pack(), threads=threads), Grounder())
