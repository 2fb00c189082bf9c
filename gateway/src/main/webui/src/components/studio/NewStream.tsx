import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ApiError } from "../../api/client";
import { createStream } from "../../api/streams";
import type { Stream } from "../../api/types";
import { useI18n } from "../../i18n";
import { TextArea, TextField } from "../Field";
import { ErrorNotice } from "../Notice";

const TITLE_LENGTH_MAX = 255;

interface NewStreamProps {
  onCreated: (stream: Stream) => void;
  /** The service says that one is live already: the page looks for it. */
  onAlreadyLive: () => void;
}

export function NewStream({ onCreated, onAlreadyLive }: NewStreamProps) {
  const { t } = useI18n();
  const [title, setTitle] = useState("");
  const [description, setDescription] = useState("");
  const [category, setCategory] = useState("");
  const [missing, setMissing] = useState(false);
  const create = useMutation({
    mutationFn: createStream,
    onSuccess: onCreated,
    onError: (error) => {
      if (error instanceof ApiError && error.code === "ALREADY_LIVE") onAlreadyLive();
    },
  });
  const refused = create.error instanceof ApiError ? create.error : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(title.trim() === "");
    if (title.trim() === "") return;
    create.mutate({
      title: title.trim(),
      ...(description.trim() ? { description: description.trim() } : {}),
      ...(category.trim() ? { category: category.trim() } : {}),
    });
  };

  return (
    <form className="form panel" noValidate onSubmit={submit} aria-labelledby="new-stream-title">
      <h2 id="new-stream-title">{t("studioNew")}</h2>
      <p className="panel__text">{t("studioNewText")}</p>
      {create.isError && !refused?.field("title") && <ErrorNotice error={create.error} />}
      <TextField
        label={t("fieldTitle")}
        required
        maxLength={TITLE_LENGTH_MAX}
        error={missing ? t("errRequired") : refused?.field("title")}
        data-testid="studio-title"
        value={title}
        onChange={(event) => setTitle(event.target.value)}
      />
      <TextArea
        label={`${t("fieldDescription")} (${t("optional")})`}
        rows={3}
        maxLength={5000}
        error={refused?.field("description")}
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <TextField
        label={`${t("fieldCategory")} (${t("optional")})`}
        maxLength={64}
        error={refused?.field("category")}
        value={category}
        onChange={(event) => setCategory(event.target.value)}
      />
      <button type="submit" className="button" data-testid="studio-create" disabled={create.isPending}>
        {t("studioCreate")}
      </button>
    </form>
  );
}
