import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { updateUser } from "../api/auth";
import { ApiError } from "../api/client";
import type { User } from "../api/types";
import { TextArea, TextField } from "../components/Field";
import { ErrorNotice } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { locales, useI18n, type Locale } from "../i18n";
import { useSessionChanged } from "../session/session";
import { usePageTitle } from "./usePageTitle";

export function ProfilePage() {
  const { t } = useI18n();
  usePageTitle(t("profileTitle"));
  return (
    <div className="page page--narrow">
      <h1>{t("profileTitle")}</h1>
      <SignedIn>{(user) => <ProfileForm key={user.user_id} user={user} />}</SignedIn>
    </div>
  );
}

function ProfileForm({ user }: { user: User }) {
  const { t, locale, setLocale } = useI18n();
  const sessionChanged = useSessionChanged();
  const [displayName, setDisplayName] = useState(user.display_name ?? "");
  const [bio, setBio] = useState(user.bio ?? "");
  const queries = useQueryClient();
  const [language, setLanguage] = useState<Locale>(locale);
  const save = useMutation({
    mutationFn: () => updateUser(user.user_id, { display_name: displayName.trim(), locale: language, bio: bio.trim() }),
    onSuccess: async () => {
      setLocale(language);
      await Promise.all([sessionChanged(), queries.invalidateQueries({ queryKey: ["profile", user.user_id] })]);
    },
  });
  const refused = save.error instanceof ApiError ? save.error : null;
  const fieldError = refused?.field("display_name");
  const bioError = refused?.field("bio");
  return (
    <form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {save.isError && !fieldError && !bioError && <ErrorNotice error={save.error} />}
      <TextField
        label={t("displayName")}
        hint={t("displayNameHint", { username: user.username })}
        error={fieldError}
        maxLength={100}
        data-testid="profile-display-name"
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <TextArea
        label={`${t("bio")} (${t("optional")})`}
        hint={t("bioHint")}
        error={bioError}
        rows={4}
        maxLength={1000}
        data-testid="profile-bio"
        value={bio}
        onChange={(event) => setBio(event.target.value)}
      />
      <div className="field">
        <label htmlFor="profile-language">{t("language")}</label>
        <select id="profile-language" value={language} onChange={(event) => setLanguage(event.target.value as Locale)}>
          {locales.map(({ id, name }) => (
            <option key={id} value={id} lang={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <button type="submit" className="button" data-testid="profile-save" disabled={save.isPending}>
        {t("save")}
      </button>
      <p role="status" className="form__done">
        {save.isSuccess && t("saved")}
      </p>
    </form>
  );
}
