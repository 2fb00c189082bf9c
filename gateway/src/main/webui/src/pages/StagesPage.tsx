import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { ApiError } from "../api/client";
import { decisions, stages, type Stage } from "../api/stages";
import { ViewersChart } from "../components/admin/ViewersChart";
import { Empty, ErrorNotice, Loading } from "../components/Notice";
import { SignedIn } from "../components/SignedIn";
import { useI18n, type I18n } from "../i18n";
import { isAdmin } from "../session/session";
import { load, shortArn } from "../stages/totals";
import { useTotals } from "../stages/useTotals";
import { usePageTitle } from "./usePageTitle";

const EVERY_MS = 5_000;

export function StagesPage() {
  const { t } = useI18n();
  usePageTitle(t("navStages"));
  return (
    <div className="page">
      <SignedIn>
        {(user) =>
          isAdmin(user) ? (
            <Overview />
          ) : (
            <>
              <h1>{t("navStages")}</h1>
              <Empty title={t("adminOnly")} text={t("adminOnlyText")} />
            </>
          )
        }
      </SignedIn>
    </div>
  );
}

function Overview() {
  const { t, number } = useI18n();
  const { totals, samples, now, live, error } = useTotals();
  return (
    <>
      <div className="page__head">
        <h1>{t("navStages")}</h1>
        <p role="status" className={live ? "live-state live-state--on" : "live-state"} data-testid="stats-live" data-state={live ? "live" : "polling"}>
          {live ? t("stagesLive") : t("stagesPolling")}
        </p>
      </div>
      {error instanceof ApiError && <ErrorNotice error={error} />}
      <dl className="figures" data-testid="stage-totals">
        <div>
          <dt>{t("stagesViewers")}</dt>
          <dd>{totals ? number(totals.viewers) : "–"}</dd>
        </div>
        <div>
          <dt>{t("stagesCount")}</dt>
          <dd>{totals ? number(totals.stages) : "–"}</dd>
        </div>
        <div>
          <dt>{t("stagesPublishers")}</dt>
          <dd>{totals ? number(totals.publishers) : "–"}</dd>
        </div>
        <div>
          <dt>{t("stagesSeats")}</dt>
          <dd>
            {totals ? number(totals.seatsTaken) : "–"}
            <small> / {totals ? number(totals.seats) : "–"}</small>
          </dd>
        </div>
      </dl>
      <ViewersChart samples={samples} now={now} />
      <StageList />
      <Decisions />
    </>
  );
}

function StageList() {
  const i18n = useI18n();
  const { t } = i18n;
  const query = useQuery({ queryKey: ["stages", "list"], queryFn: ({ signal }) => stages(signal), refetchInterval: EVERY_MS });
  return (
    <section className="section" aria-labelledby="stage-list">
      <h2 id="stage-list">{t("stagesList")}</h2>
      {query.isPending && <Loading />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data?.length === 0 && <p className="section__empty">{t("stagesNone")}</p>}
      {query.data && query.data.length > 0 && (
        <div className="table-frame" tabIndex={0} role="group" aria-label={t("stagesList")}>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{t("stageName")}</th>
                <th scope="col">{t("studioState")}</th>
                <th scope="col">{t("stageLoad")}</th>
                <th scope="col" className="table__number">
                  {t("stagesViewers")}
                </th>
                <th scope="col">{t("stageSince")}</th>
              </tr>
            </thead>
            <tbody>
              {query.data.map((stage) => (
                <StageRow key={stage.stageArn} stage={stage} i18n={i18n} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function StageRow({ stage, i18n }: { stage: Stage; i18n: I18n }) {
  const { t } = i18n;
  return (
    <tr data-testid="stage" data-arn={stage.stageArn}>
      <th scope="row" title={stage.stageArn}>
        {stage.name} {stage.isMaster && <span className="tag">{t("stageMaster")}</span>}
        <span className="table__hint">{shortArn(stage.stageArn)}</span>
      </th>
      <td>
        <span className={stage.state === "open" ? "badge badge--succeeded" : "badge"}>{stateText(stage.state, i18n)}</span>
      </td>
      <td className="load">
        <meter
          min={0}
          max={1}
          high={0.9}
          value={load(stage)}
          aria-label={t("stageLoadOf", { name: stage.name })}
        />
        <span>
          {stage.seatsTaken} / {stage.seatsMax}
        </span>
      </td>
      <td className="table__number">{i18n.number(stage.viewerCount)}</td>
      <td>
        <time dateTime={stage.createdAt}>{i18n.when(stage.createdAt)}</time>
      </td>
    </tr>
  );
}

function stateText(state: string, { t }: I18n): string {
  switch (state) {
    case "open":
      return t("stageOpen");
    case "draining":
      return t("stageDraining");
    case "deleted":
      return t("stageDeleted");
    default:
      return state;
  }
}

function actionText(action: string, { t }: I18n): string {
  switch (action) {
    case "created":
      return t("decisionCreated");
    case "drained":
      return t("decisionDrained");
    case "deleted":
      return t("decisionDeleted");
    default:
      return action;
  }
}

function Decisions() {
  const i18n = useI18n();
  const { t } = i18n;
  const query = useInfiniteQuery({
    queryKey: ["stages", "decisions"],
    queryFn: ({ pageParam, signal }) => decisions(pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.nextCursor ?? undefined,
    refetchInterval: EVERY_MS,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="section" aria-labelledby="stage-decisions">
      <h2 id="stage-decisions">{t("decisions")}</h2>
      {query.isPending && <Loading />}
      {query.isError && <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && items.length === 0 && <p className="section__empty">{t("decisionsNone")}</p>}
      {items.length > 0 && (
        <ol className="decisions" data-testid="decisions">
          {items.map((one) => (
            <li key={`${one.at} ${one.stageArn} ${one.action}`} className="decision">
              <time dateTime={one.at}>{i18n.when(one.at)}</time>
              <span className="badge">{actionText(one.action, i18n)}</span>
              <span>
                {one.reason} <span className="table__hint">{shortArn(one.stageArn)} · {i18n.count("watching", one.viewerCount)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {query.hasNextPage && (
        <button type="button" className="button button--quiet page__more" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("showMore")}
        </button>
      )}
    </section>
  );
}
