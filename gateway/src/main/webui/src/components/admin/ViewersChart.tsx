import { useI18n } from "../../i18n";
import { chartPath, chartTop, type Sample } from "../../stages/totals";

const WIDTH = 600;
const HEIGHT = 120;

/** Viewers over the last minutes. */
export function ViewersChart({ samples, now }: { samples: readonly Sample[]; now: number }) {
  const { t, number } = useI18n();
  const latest = samples.at(-1)?.viewers ?? 0;
  const top = chartTop(samples);
  const line = chartPath(samples, now, WIDTH, HEIGHT);
  return (
    <figure className="chart">
      <figcaption>{t("stagesChart")}</figcaption>
      <svg
        className="chart__svg"
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t("stagesChartLabel", { viewers: number(latest), most: number(Math.max(0, ...samples.map((one) => one.viewers))) })}
        data-testid="viewers-chart"
      >
        <line className="chart__grid" x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {line && <path className="chart__area" d={`${line}V${HEIGHT}H${line.slice(1, line.indexOf(" "))}Z`} />}
        {line && <path className="chart__line" d={line} />}
      </svg>
      <span className="chart__top" aria-hidden="true">
        {number(top)}
      </span>
      <span className="chart__start" aria-hidden="true">
        {t("stagesChartStart")}
      </span>
      <span className="chart__end" aria-hidden="true">
        {t("stagesChartEnd")}
      </span>
    </figure>
  );
}
