import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { login } from "../api/auth";
import { TextField } from "../components/Field";
import { ErrorNotice } from "../components/Notice";
import { useI18n } from "../i18n";
import { useSessionChanged } from "../session/session";
import { usePageTitle } from "./usePageTitle";

export function LoginPage() {
  const { t } = useI18n();
  const { next } = useSearch({ from: "/login" });
  const navigate = useNavigate();
  const sessionChanged = useSessionChanged();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  usePageTitle(t("loginTitle"));

  const signIn = useMutation({
    mutationFn: () => login(name.trim(), password),
    onSuccess: async () => {
      await sessionChanged();
      await navigate({ to: next ?? "/" });
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  return (
    <div className="page page--narrow">
      <h1>{t("loginTitle")}</h1>
      <form className="form" onSubmit={submit}>
        {next && !signIn.isError && <p className="notice">{t("signinNeeded")}</p>}
        {signIn.isError && <ErrorNotice error={signIn.error} />}
        <TextField
          label={t("loginName")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          data-testid="login-username"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t("password")}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-testid="login-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" className="button" data-testid="login-submit" disabled={signIn.isPending}>
          {t("loginSubmit")}
        </button>
      </form>
      <p className="page__aside">
        {t("loginNoAccount")}{" "}
        <Link to="/signup" search={next ? { next } : {}}>
          {t("navSignup")}
        </Link>
      </p>
    </div>
  );
}
