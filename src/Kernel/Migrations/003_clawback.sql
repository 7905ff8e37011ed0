-- Late changes of what has matured are found by their time; what is given back from claw-back loss is one of them.
drop index movements_shop_id_recorded_at_idx;
create index on movements (shop_id, recorded_at) where event in ('reversed', 'restored', 'absorbed');
