-- Few records have words that are kept from some: only theirs stand in an index of their own.

postgresql: drop index record_text_all
postgresql: create index record_text_all on record_text using gin (to_tsvector('simple', body || ' ' || guarded)) where guarded <> ''
