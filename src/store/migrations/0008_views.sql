-- What people save of lists: filter and columns under a name (docs/formats/ledger.md, view.saved). unit: empty, or the unit
-- for which it is.

create table saved_view (
  id text not null primary key,
  register text not null,
  owner text not null,
  owner_name text not null,
  unit text not null,
  name text not null,
  filter text not null,
  columns text not null
);
create index saved_view_owner on saved_view (register, owner);
create index saved_view_unit on saved_view (register, unit);
