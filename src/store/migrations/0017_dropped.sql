-- A clock that nobody keeps or misses any more is dropped, and is as little due as one that was met. The projections stay as they are.

drop index deadline_of_rule;
create index deadline_of_rule on deadline (rule, register, due_at, record) where state in ('running', 'paused');
