create table signing_key (
  kid text primary key,
  private_key bytea not null,
  public_key bytea not null,
  created_at timestamptz not null,
  signs_from timestamptz not null
);

create table secret (
  name text primary key,
  value bytea not null
);

create table tenant (
  schema_name text primary key,
  state text not null check (state in ('active', 'disabled', 'erased')),
  version bigint not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  disabled_at timestamptz
);

create table tenant_domain (
  domain text primary key,
  schema_name text not null references tenant
);
create index tenant_domain_schema_name on tenant_domain (schema_name);

create table revocation (
  revocation_id uuid primary key,
  tenant text not null,
  user_id uuid not null,
  session_id uuid,
  issued_before timestamptz not null,
  created_at timestamptz not null
);
create index revocation_created_at on revocation (created_at);

create table mail (
  mail_id uuid primary key,
  tenant text not null,
  recipient text not null,
  kind text not null,
  locale text,
  username text not null,
  link text not null,
  attempts int not null default 0,
  due_at timestamptz not null,
  created_at timestamptz not null
);
create index mail_due_at on mail (due_at);
