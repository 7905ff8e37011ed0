-- Until when and from where a key may be used, and when it last was (kept now and then, not for each request).
alter table api_keys
    add column expires_at timestamptz,
    add column addresses text[],
    add column last_used_at timestamptz;
grant update (expires_at, last_used_at) on api_keys to sc_kernel;

-- Answers older than the time for which they are kept are deleted in the background.
grant delete on idempotency_keys to sc_kernel;
create index on idempotency_keys using brin (shop_id, recorded_at);
