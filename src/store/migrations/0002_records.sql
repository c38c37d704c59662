-- Records of registers (docs/formats/ledger.md, record.created and record.acted). A line that begins with the name of a
-- database and a colon is a statement for that database alone.

create table record (
  id text not null primary key,
  register text not null,
  number text not null unique,
  series text not null,
  serial bigint not null,
  state text not null,
  kind text not null,
  version bigint not null,
  caption text not null,
  partner text not null,
  unit text not null,
  officer text not null,
  priority text not null,
  content text not null,
  doers text not null,
  created_seq bigint not null,
  changed_seq bigint not null,
  opened_at bigint not null,
  changed_at bigint not null,
  due_at bigint not null
);
create unique index record_serial on record (series, serial);
create unique index record_created on record (created_seq);
create index record_by_register on record (register, changed_seq);
create index record_by_kind on record (register, kind, changed_seq);
create index record_by_state on record (register, state, changed_seq);
create index record_by_officer on record (officer, kind, changed_seq);
create index record_by_unit on record (unit, kind, changed_seq);
create index record_by_due on record (due_at) where due_at <> 0;
create table record_value (
  record text not null,
  register text not null,
  field text not null,
  value text not null,
  primary key (record, field, value)
);
create index record_value_of on record_value (register, field, value);
create table deadline (
  record text not null,
  rule text not null,
  started_seq bigint not null,
  started_at bigint not null,
  due_at bigint not null,
  must bigint not null,
  state text not null,
  stopped_at bigint not null,
  primary key (record, rule, started_seq)
);
create index deadline_due on deadline (state, due_at);
create table fact (
  seq bigint not null,
  what text not null,
  at bigint not null,
  register text not null,
  record text not null,
  partner text not null,
  amount bigint not null,
  primary key (seq, what)
);
create index fact_of on fact (what, at);
sqlite: create virtual table record_text using fts5 (body, tokenize = 'unicode61 remove_diacritics 2')
postgresql: create table record_text (rowid bigint not null primary key, body text not null)
postgresql: create index record_text_words on record_text using gin (to_tsvector('simple', body))
