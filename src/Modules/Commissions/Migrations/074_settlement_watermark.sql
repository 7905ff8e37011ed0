-- The number of the last movement that the run has seen. What is numbered later, and belongs by its time to the run's
-- period, is taken up by the next run. Runs of earlier releases have none.
alter table settlement_runs add column watermark bigint;
