-- Who may see and do what (docs/formats/records.md, "Who sees a record"). The projections are replayed after this.

alter table user_account add column unit text not null default '';
alter table user_account add column country text not null default '';
alter table api_key add column unit text not null default '';
alter table api_key add column country text not null default '';

-- One row for each record that is kept from somebody; changed_seq is that of the record, by which lists leave it out
-- without looking at the record itself. restricted: to units and users; 0 if it is withheld from countries alone.
create table record_guard (
  record text not null primary key,
  changed_seq bigint not null,
  register text not null,
  unit text not null,
  officer text not null,
  restricted bigint not null
);
-- kind: 'unit' and 'user' see it, 'country' does not.
create table record_access (
  record text not null,
  kind text not null,
  value text not null,
  primary key (record, kind, value)
);
-- Who broke the glass, until when he sees the record, and who has looked at that. ack_at is 0 until somebody has.
create table glass (
  seq bigint not null primary key,
  record text not null,
  user_id text not null,
  user_name text not null,
  at bigint not null,
  until_at bigint not null,
  purpose text not null,
  reason text not null,
  ack_at bigint not null,
  ack_by text not null,
  ack_name text not null,
  ack_note text not null
);
create index glass_of on glass (record, user_id);
create index glass_open on glass (ack_at, seq);
-- Whose rights on records pass to whom, from when until when.
create table deputy (
  user_id text not null primary key,
  deputy_id text not null,
  from_at bigint not null,
  until_at bigint not null,
  set_by text not null
);
create index deputy_of on deputy (deputy_id);
-- Which fields records of a register have had; a definition that lacks one is refused.
create table record_field (
  register text not null,
  field text not null,
  primary key (register, field)
);
-- Words of what is masked or is for some roles only stand apart.
drop table record_text;
sqlite: create virtual table record_text using fts5 (body, guarded, tokenize = 'unicode61 remove_diacritics 2')
postgresql: create table record_text (rowid bigint not null primary key, body text not null, guarded text not null)
postgresql: create index record_text_words on record_text using gin (to_tsvector('simple', body))
postgresql: create index record_text_all on record_text using gin (to_tsvector('simple', body || ' ' || guarded))
