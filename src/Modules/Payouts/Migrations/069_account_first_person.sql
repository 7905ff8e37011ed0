-- An account that a backend's key entered has been seen by no person: two people approve it.
alter table payee_accounts add column first_approved_by text;
grant update (first_approved_by) on payee_accounts to sc_payouts;
