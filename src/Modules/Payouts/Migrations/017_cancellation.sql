-- Somebody wants a transfer back that its payee has not confirmed; in the world's time, as calls are.
alter table payout_transfers add column cancel_asked_at timestamptz, add column cancel_reason text;
grant update (cancel_asked_at, cancel_reason) on payout_transfers to sc_payouts;
