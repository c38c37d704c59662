-- Words stand in the index as they were made: PostgreSQL's parser of texts takes some of them for numbers and cuts them. Few
-- records have words that are kept from some: only theirs stand in an index of their own.

postgresql: drop index record_text_words
postgresql: drop index record_text_all
postgresql: create index record_text_words on record_text using gin (array_to_tsvector(string_to_array(body, ' ')))
postgresql: create index record_text_all on record_text using gin (array_to_tsvector(string_to_array(body, ' ') || string_to_array(guarded, ' '))) where guarded <> ''
