-- Whether the shop pays for reaching people there.
alter table touchpoints add column advertising boolean not null default false;
grant update (advertising) on touchpoints to sc_touchpoints;
