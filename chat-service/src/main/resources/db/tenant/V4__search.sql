-- The words and characters of a message and its room, as the service takes them apart; null where nothing may be found.
alter table chat_chatmessage add column search tsvector;
-- What waits to be sorted in is read by every search, so it stays short.
create index chat_chatmessage_search on chat_chatmessage using gin (search) with (gin_pending_list_limit = 128);
