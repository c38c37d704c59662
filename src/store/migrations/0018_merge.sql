-- SQLite's index of words is put in order a little with each action (store/record_rows.cc), not much each time that
-- sixty-four pages of it are full. The projections stay as they are.

sqlite: insert into record_text (record_text, rank) values ('automerge', 0)
