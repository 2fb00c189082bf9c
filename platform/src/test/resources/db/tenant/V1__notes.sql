create table notes (id uuid primary key, text text not null);
create table taken (stream_id uuid not null, title text not null, at bigint generated always as identity);
