-- What an erased account has left is found by these.
create index chat_chatmessage_reply on chat_chatmessage (reply_to) where reply_to is not null;
create index streaming_streamreaction_user on streaming_streamreaction (user_id);
create index chat_moderator_user on chat_moderator (user_id);
create index chat_ban_user on chat_ban (user_id);

-- Changes are removed by their age.
create index chat_chatchange_created on chat_chatchange (created_at);
