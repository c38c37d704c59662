import { useMantineColorScheme } from '@mantine/core';
import { useEffect, useRef, type ComponentProps, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation } from 'react-router-dom';

import { switchLanguage } from '@/i18n';
import { LANGUAGES } from '@/i18n/languages';
import { useLanguage } from '@/i18n/use_language';
import { Announcer, Toaster } from './feedback';
import styles from './frame.module.css';
import { Icon, type IconName } from './icons';
import { classes, Hidden } from './layout';

export interface NavItem {
  to: string;
  label: string;
  icon: IconName;
  count?: string;
  countLabel?: string;
}

// What stands together in the navigation.
export interface NavGroup {
  id: string;
  // Of the first, which needs none, empty.
  label: string;
  items: NavItem[];
}

interface FrameProps {
  groups: NavGroup[];
  // The entry that the page belongs to although its address is another.
  current?: string | undefined;
  // Beside the reader's menu.
  bell: ReactNode;
  menu: ReactNode;
  onFind: () => void;
  children: ReactNode;
}

// The frame of every page for who is signed in: navigation, languages, theme, the reader's menu.
export function Frame({ groups, current, bell, menu, onFind, children }: FrameProps) {
  const { t } = useTranslation();
  const list = useCurrentInSight(groups.length);
  return (
    <div className={styles.frame}>
      <a href="#main" className={styles.skip}>
        {t('frame.skip')}
      </a>
      <Link to="/" className={styles.brand}>
        <Icon name="brand" size={20} />
        {t('frame.brand')}
      </Link>
      <header className={styles.top}>
        <button type="button" className={styles.find} onClick={onFind}>
          <Icon name="check" size={16} />
          <span className={styles.findText}>{t('frame.find')}</span>
          <kbd>
            <bdi dir="ltr">Ctrl K</bdi>
          </kbd>
        </button>
        <LanguageSwitch />
        <ThemeSwitch />
        {bell}
        {menu}
      </header>
      <nav className={styles.nav} aria-label={t('frame.navigation')}>
        <div className={styles.groups} ref={list}>
          {groups.map((group) => (
            <div key={group.id} className={styles.group}>
              {group.label && (
                <div className={styles.groupLabel} id={`nav-${group.id}`}>
                  {group.label}
                </div>
              )}
              <ul {...(group.label && { 'aria-labelledby': `nav-${group.id}` })}>
                {group.items.map((item) => (
                  <li key={item.to}>
                    <NavEntry item={item} current={item.to === current} />
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      </nav>
      <main id="main" className={styles.main} tabIndex={-1}>
        {children}
      </main>
      <Announcer />
      <Toaster />
    </div>
  );
}

// Where the navigation is longer than the screen, the entry of the page stands in sight; the page itself does not move.
function useCurrentInSight(length: number) {
  const list = useRef<HTMLDivElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const show = () => {
      const box = list.current;
      const entry = box?.querySelector<HTMLElement>('[aria-current="page"], [data-current]');
      if (!box || !entry) return;
      const [outer, inner] = [box.getBoundingClientRect(), entry.getBoundingClientRect()];
      if (inner.bottom > outer.bottom) box.scrollTop += inner.bottom - outer.bottom;
      else if (inner.top < outer.top) box.scrollTop -= outer.top - inner.top;
    };
    show();
    // Where the letters of the page come later, the lines above have grown by then.
    void document.fonts?.ready.then(show);
  }, [pathname, length]);
  return list;
}

function NavEntry({ item, current }: { item: NavItem; current: boolean }) {
  return (
    <NavLink to={item.to} className={styles.item ?? ''} {...(current && { 'data-current': true })}>
      <Icon name={item.icon} />
      <span>{item.label}</span>
      {item.count && (
        <span className={styles.count}>
          {item.count}
          <Hidden> {item.countLabel}</Hidden>
        </span>
      )}
    </NavLink>
  );
}

// The frame of the pages before signing in.
export function OuterFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className={styles.outer}>
      <header className={styles.outerTop}>
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main className={styles.outerSheet}>
        <div className={styles.outerBrand}>
          <Icon name="brand" size={28} />
          <h1 style={{ margin: 0, font: 'inherit' }}>{title}</h1>
        </div>
        {children}
      </main>
    </div>
  );
}

function LanguageSwitch() {
  const { t } = useTranslation();
  const current = useLanguage();
  return (
    <div className={styles.languages} role="group" aria-label={t('frame.language')}>
      {LANGUAGES.map(({ code, name }) => (
        <button
          key={code}
          type="button"
          className={styles.plain}
          lang={code}
          aria-pressed={code === current}
          title={name}
          onClick={() => void switchLanguage(code)}
        >
          {code}
          <Hidden> {name}</Hidden>
        </button>
      ))}
    </div>
  );
}

function ThemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const next = colorScheme === 'auto' ? 'light' : colorScheme === 'light' ? 'dark' : 'auto';
  const label = `${t('theme.label')}: ${t(`theme.${colorScheme}`)}`;
  return (
    <button
      type="button"
      className={styles.plain}
      title={label}
      aria-label={label}
      onClick={() => setColorScheme(next)}
    >
      <Icon name="theme" />
    </button>
  );
}

interface FrameLinkProps {
  to: string;
  icon: IconName;
  // Says all of it, the count too.
  label: string;
  count: string | undefined;
}

export function FrameLink({ to, icon, label, count }: FrameLinkProps) {
  return (
    <Link to={to} className={styles.plain} title={label}>
      <Icon name={icon} />
      <Hidden>{label}</Hidden>
      {count && (
        <span className={styles.badge} aria-hidden>
          {count}
        </span>
      )}
    </Link>
  );
}

export function FrameMenuButton({ children, ...rest }: ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={classes(styles.plain, styles.menuButton)}>
      {children}
    </button>
  );
}
