import { useI18n } from "../i18n";
import { Icon } from "./Icon";

export function ViewerCount({ count }: { count: number }) {
  const i18n = useI18n();
  return (
    <span className="viewers" data-testid="viewer-count">
      <Icon name="eye" />
      {i18n.count("watching", count)}
    </span>
  );
}
