create table users (
  user_id uuid primary key,
  username varchar(50) not null,
  email varchar(255) not null,
  password_hash varchar(255) not null,
  display_name varchar(100),
  bio varchar(1000),
  avatar_url varchar(2000),
  locale varchar(35),
  roles text[] not null,
  email_verified_at timestamptz,
  banned_at timestamptz,
  banned_until timestamptz,
  ban_reason varchar(500),
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index users_username_key on users (lower(username));
create unique index users_email_key on users (lower(email));

create table sessions (
  session_id uuid primary key,
  user_id uuid not null references users on delete cascade,
  cookie_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  end_reason text
);
create index sessions_user_id on sessions (user_id) where ended_at is null;
create index sessions_expires_at on sessions (expires_at);

create table refresh_tokens (
  token_hash bytea primary key,
  session_id uuid not null references sessions on delete cascade,
  created_at timestamptz not null,
  used_at timestamptz
);
create index refresh_tokens_session_id on refresh_tokens (session_id);

create table mailed_tokens (
  token_hash bytea primary key,
  user_id uuid not null references users on delete cascade,
  purpose text not null,
  email varchar(255) not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index mailed_tokens_user_id on mailed_tokens (user_id);

create table api_keys (
  api_key_id uuid primary key,
  name varchar(100) not null,
  key_hash bytea not null unique,
  scopes text[] not null,
  created_by uuid,
  created_at timestamptz not null,
  revoked_at timestamptz
);
