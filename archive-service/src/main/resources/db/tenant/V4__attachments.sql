-- Files that users upload; comment_id is the message that bears one. Rows stand as long as their objects may.
create table attachments (
    attachment_id uuid primary key,
    user_id       uuid         not null,
    purpose       text         not null check (purpose in ('chat', 'avatar', 'thumbnail')),
    mime_type     varchar(100) not null,
    name          varchar(200) not null,
    size          bigint       not null,
    width         integer,
    height        integer,
    url           text         not null,
    comment_id    uuid,
    status        text         not null check (status in ('uploading', 'stored', 'removing')),
    created_at    timestamptz  not null
);
create index attachments_user on attachments (user_id);
create index attachments_comment on attachments (comment_id) where comment_id is not null;
create index attachments_unused on attachments (created_at) where comment_id is null or status <> 'stored';
