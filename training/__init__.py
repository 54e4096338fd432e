"""Everything that makes what the package ships: corpus, reader, gazetteer, history."""
