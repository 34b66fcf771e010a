import type { JSX } from 'preact';
import type { Session } from './api/types';
import { Icon, type IconName } from './parts/icon';
import { type Go, hrefOf, type Route, startOf } from './state/route';
import { type Theme, useTheme } from './state/theme';

export interface TopBarProps {
  readonly session: Session;
  readonly route: Route;
  readonly go: Go;
  readonly onLeave: (() => void) | null;
}

const themeIcons = { system: 'screen', light: 'sun', dark: 'moon' } as const satisfies Record<Theme, IconName>;

export function TopBar({ session, route, go, onLeave }: TopBarProps): JSX.Element {
  const [theme, nextTheme] = useTheme();
  return (
    <header class="top">
      <button type="button" class="button skip" onClick={skip}>
        Skip to the content
      </button>
      <span class="brand">
        <img src="/console/icon.svg" width="24" height="24" alt="" />
        <span class="brand-name">Dormouse</span>
      </span>
      <nav aria-label="Console">
        <NavLink text="Identities" view="identities" route={route} go={go} />
        <NavLink text="Policy" view="policy" route={route} go={go} />
      </nav>
      <span class="top-account" title={`Account ${session.account}`}>
        <span class="faint">Account</span> <code>{session.account}</code>
        <span class="badge mark">{session.role}</span>
      </span>
      <button
        type="button"
        class="button plain icon-only"
        aria-label={`Colours: ${theme}. Change them`}
        title={`Colours: ${theme}`}
        onClick={nextTheme}
      >
        <Icon name={themeIcons[theme]} />
      </button>
      {onLeave === null ? null : (
        <button type="button" class="button plain icon-only" aria-label="Leave: forget the token" onClick={onLeave}>
          <Icon name="out" />
        </button>
      )}
    </header>
  );
}

function NavLink(props: {
  readonly text: string;
  readonly view: Route['view'];
  readonly route: Route;
  readonly go: Go;
}): JSX.Element {
  const to = startOf(props.view);
  const follow = (event: MouseEvent): void => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    props.go(to);
  };
  return (
    <a href={hrefOf(to)} aria-current={props.route.view === props.view ? 'page' : undefined} onClick={follow}>
      {props.text}
    </a>
  );
}

function skip(): void {
  document.querySelector<HTMLElement>('main h1')?.focus();
}
