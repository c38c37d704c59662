-- Files of records (docs/formats/ledger.md): which bytes each record speaks of, and in which of its fields. The bytes lie in
-- the data folder under their hash.

create table record_file (
  record text not null,
  sha256 text not null,
  field text not null,
  name text not null,
  type text not null,
  bytes bigint not null,
  seq bigint not null,
  primary key (record, sha256, field)
);
create index record_file_hash on record_file (sha256);
