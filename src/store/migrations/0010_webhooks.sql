-- Programs outside that are told what happened (docs/formats/webhooks.md). kinds and registers are words with a space between
-- them; no registers: all.

create table webhook (
  id text not null primary key,
  url text not null,
  kinds text not null,
  registers text not null,
  state text not null,
  created_at bigint not null,
  created_by text not null
);
-- Beside the ledger: up to which entry deliveries have been made of it, and the deliveries themselves.
create table webhook_reach (
  webhook text not null primary key,
  seq bigint not null
);
create table webhook_delivery (
  id text not null primary key,
  webhook text not null,
  seq bigint not null,
  kind text not null,
  record text not null,
  state text not null,
  attempts bigint not null,
  made_at bigint not null,
  next_at bigint not null,
  last_at bigint not null,
  status bigint not null,
  error text not null
);
create index webhook_delivery_due on webhook_delivery (webhook, state, next_at, seq);
create index webhook_delivery_made on webhook_delivery (webhook, made_at);
