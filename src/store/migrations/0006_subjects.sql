-- Subjects: one file per person, vehicle or document (docs/formats/ledger.md). What a file says is what was written on it
-- (content) and what the rows of records say that refer to it (subject_row). merged_into joins files and undoes nothing:
-- head is the file at the top of those that are joined.

create table subject (
  id text not null primary key,
  kind text not null,
  serial bigint not null,
  born_record text not null,
  version bigint not null,
  content text not null,
  merged_into text not null,
  head text not null,
  created_seq bigint not null,
  changed_seq bigint not null
);
create unique index subject_serial on subject (kind, serial);
create index subject_head on subject (head);
create index subject_changed on subject (changed_seq);
create table subject_row (
  record text not null,
  field text not null,
  place bigint not null,
  subject text not null,
  body text not null,
  primary key (record, field, place)
);
create index subject_row_of on subject_row (subject);

-- Two files that a person has said are not the same; a and b in the order of their ids. The digests say what the files
-- held then.
create table subject_pair (
  a text not null,
  b text not null,
  a_digest text not null,
  b_digest text not null,
  reason text not null,
  by_id text not null,
  by_name text not null,
  at bigint not null,
  seq bigint not null,
  primary key (a, b)
);
create index subject_pair_of on subject_pair (b);
