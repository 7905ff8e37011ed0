-- Adjustments are few: a run finds those of a period, and of a person, without reading what orders booked.
create index on movements (shop_id, recorded_at) where event = 'adjusted';
create index on movements (shop_id, customer_key, recorded_at) where event = 'adjusted';
