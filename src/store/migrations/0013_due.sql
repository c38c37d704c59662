-- What is due the program does itself: the next clock of a rule is found without a look at the others.
create index if not exists deadline_of_rule on deadline (rule, state, due_at);
