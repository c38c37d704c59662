-- Records that came in from an older system (docs/formats/ledger.md, record.imported): what the line said, by its digest, so
-- that the same line is known when it comes again. And when a record was closed. The projections are replayed after this.

alter table record add column closed_at bigint not null default 0;
create table record_import (
  record text not null primary key,
  digest text not null
);
