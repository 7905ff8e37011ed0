-- Where the minimum is 0, what adds up to nothing makes a statement too.
alter table statements drop constraint statements_total_check;
alter table statements add constraint statements_total_check check (total >= 0) not valid;
