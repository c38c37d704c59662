-- Lists of many years of records: what is filtered by stands in one index, so that records which are only counted or
-- passed over are not looked at themselves.

create index if not exists record_changed on record (changed_seq);
create index if not exists record_of_unit on record (register, unit, changed_seq, state, kind);
create index if not exists record_of_id on record (id, register, state, kind, unit, changed_seq);
create index if not exists record_found on record (created_seq, register, changed_seq);
drop index if exists record_value_of;
create index record_value_of on record_value (register, field, value, record);
