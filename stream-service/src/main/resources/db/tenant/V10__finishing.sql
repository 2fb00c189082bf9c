-- Who ends a stream asks the node that holds its signal to finish it, and waits until the recording is whole.
alter table media_leases add column finish text check (finish in ('asked', 'done'));
