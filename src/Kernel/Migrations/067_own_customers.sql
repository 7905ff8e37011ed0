-- Customer ids that belong to an operator personally. An operator never approves a payment to these customers.
alter table operators add column customer_ids text[] not null default '{}';
grant update (customer_ids) on operators to sc_kernel;
