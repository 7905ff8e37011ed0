-- Sealed values are bound to their rows, so the row's key is known before it is written.
grant usage on sequence payees_payee_key_seq, payee_accounts_account_key_seq, payout_files_file_key_seq to sc_payouts;

-- What was approved of an account: a keyed hash over account, payee and details. It is null for an account approved
-- before, until scripts/rekey has bound that.
alter table payee_accounts add column approved_hash text collate "C";
grant update (approved_hash) on payee_accounts to sc_payouts;

-- Number or place of the document that a payee was verified by, sealed; what stands open from before is sealed, and
-- the open text emptied, by scripts/rekey.
alter table payees add column document_sealed bytea;
grant update (document_sealed) on payees to sc_payouts;
