import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { register } from "../api/auth";
import { ApiError } from "../api/client";
import { TextField } from "../components/Field";
import { ErrorNotice } from "../components/Notice";
import { useI18n } from "../i18n";
import { errorText } from "../i18n/errors";
import { useSessionChanged } from "../session/session";
import { usePageTitle } from "./usePageTitle";

const fields = ["username", "email", "password"] as const;
type FieldName = (typeof fields)[number];

export function SignupPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const { next } = useSearch({ from: "/signup" });
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const [values, setValues] = useState<Record<FieldName, string>>({ username: "", email: "", password: "" });
  usePageTitle(t("signupTitle"));

  const signUp = useMutation({
    mutationFn: () => register({ ...values, locale: i18n.locale, username: values.username.trim(), email: values.email.trim() }),
    onSuccess: async () => {
      await sessionChanged();
      await navigate({ to: next ?? "/" });
    },
  });

  const fieldError = (name: FieldName): string | undefined => {
    const { error } = signUp;
    if (!(error instanceof ApiError)) return undefined;
    if (error.code === "USERNAME_TAKEN" && name === "username") return errorText(error, i18n);
    if (error.code === "EMAIL_TAKEN" && name === "email") return errorText(error, i18n);
    return error.field(name);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signUp.mutate();
  };

  const field = (name: FieldName) => ({
    name,
    value: values[name],
    error: fieldError(name),
    required: true,
    "data-testid": `signup-${name}`,
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });

  return (
    <div className="page page--narrow">
      <h1>{t("signupTitle")}</h1>
      <form className="form" onSubmit={submit}>
        {signUp.isError && !fields.some(fieldError) && <ErrorNotice error={signUp.error} />}
        <TextField
          {...field("username")}
          label={t("username")}
          hint={t("usernameHint")}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          minLength={3}
          maxLength={50}
        />
        <TextField {...field("email")} label={t("email")} type="email" autoComplete="email" maxLength={255} />
        <TextField
          {...field("password")}
          label={t("password")}
          hint={t("passwordHint")}
          type="password"
          autoComplete="new-password"
          minLength={8}
        />
        <button type="submit" className="button" data-testid="signup-submit" disabled={signUp.isPending}>
          {t("signupSubmit")}
        </button>
      </form>
      <p className="page__aside">
        {t("signupHaveAccount")}{" "}
        <Link to="/login" search={next ? { next } : {}}>
          {t("navLogin")}
        </Link>
      </p>
    </div>
  );
}
