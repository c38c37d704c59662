import { lazy, Suspense, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation, useMatch, useNavigate } from 'react-router-dom';

import type { Register, Registers } from '@/api/records';
import type { Right, SignedInUser } from '@/api/types';
import { CheckPage } from '@/features/check/check_page';
import { useNewHitCount } from '@/features/history/queries';
import { Bell } from '@/features/notifications/bell';
import { useReadRecord, useRegisters } from '@/features/records/queries';
import { ChangePassword } from '@/features/session/change_password';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { ButtonLink, Empty, Frame, Page, PageWaiting, type NavGroup, type NavItem } from '@/ui';
import { Help } from './help';
import { useLiveEvents } from './live';
import { openPalette, Palette } from './palette';
import { step, useShortcuts, type Shortcut } from './shortcuts';
import { UserMenu } from './user_menu';

const ListsPage = lazy(() => import('@/features/lists/lists_page').then((m) => ({ default: m.ListsPage })));
const ListPage = lazy(() => import('@/features/lists/list_page').then((m) => ({ default: m.ListPage })));
const HistoryPage = lazy(() => import('@/features/history/history_page').then((m) => ({ default: m.HistoryPage })));
const FrontLinePage = lazy(() =>
  import('@/features/front_line/front_line_page').then((m) => ({ default: m.FrontLinePage })),
);
const BulkPage = lazy(() => import('@/features/bulk/bulk_page').then((m) => ({ default: m.BulkPage })));
const RegisterPage = lazy(() => import('@/features/records/register_page').then((m) => ({ default: m.RegisterPage })));
const NewRecordPage = lazy(() =>
  import('@/features/records/new_record_page').then((m) => ({ default: m.NewRecordPage })),
);
const IntakePage = lazy(() => import('@/features/records/intake_page').then((m) => ({ default: m.IntakePage })));
const OldRecordsPage = lazy(() =>
  import('@/features/records/old_records_page').then((m) => ({ default: m.OldRecordsPage })),
);
const RecordPage = lazy(() => import('@/features/records/record_page').then((m) => ({ default: m.RecordPage })));
const MyDayPage = lazy(() => import('@/features/records/my_day_page').then((m) => ({ default: m.MyDayPage })));
const DeadlinesPage = lazy(() =>
  import('@/features/deadlines/deadlines_page').then((m) => ({ default: m.DeadlinesPage })),
);
const OwedPage = lazy(() => import('@/features/deadlines/owed_page').then((m) => ({ default: m.OwedPage })));
const PositionPage = lazy(() => import('@/features/subjects/position_page').then((m) => ({ default: m.PositionPage })));
const SubjectsPage = lazy(() => import('@/features/subjects/subjects_page').then((m) => ({ default: m.SubjectsPage })));
const SubjectPage = lazy(() => import('@/features/subjects/subject_page').then((m) => ({ default: m.SubjectPage })));
const GlassPage = lazy(() => import('@/features/glass/glass_page').then((m) => ({ default: m.GlassPage })));
const NotificationsPage = lazy(() =>
  import('@/features/notifications/notifications_page').then((m) => ({ default: m.NotificationsPage })),
);
const AdminPage = lazy(() => import('@/features/admin/admin_page').then((m) => ({ default: m.AdminPage })));

// First what a day consists of, then the registers as the bureau groups them, then what serves all of it.
function useNavGroups(rights: Right[]): NavGroup[] {
  const { t } = useTranslation();
  const language = useLanguage();
  const newHits = useNewHitCount();
  const may = (...wanted: Right[]) => wanted.some((right) => rights.includes(right));
  // Nothing of registers is shown to whom the server refuses them.
  const { data, isSuccess: mayRecords } = useRegisters();
  const day: (NavItem & { shown: boolean })[] = [
    { to: '/my-day', label: t('my_day.title'), icon: 'day', shown: mayRecords },
    { to: '/deadlines', label: t('deadlines.title'), icon: 'clock', shown: mayRecords },
    { to: '/front-line', label: t('front_line.title'), icon: 'post', shown: may('check') },
    { to: '/check', label: t('check.title'), icon: 'check', shown: may('check') },
    { to: '/subjects', label: t('subject.title'), icon: 'person', shown: mayRecords },
  ];
  const tools: (NavItem & { shown: boolean })[] = [
    { to: '/lists', label: t('lists.title'), icon: 'lists', shown: may('see_lists') },
    {
      to: '/history',
      label: t('history.title'),
      icon: 'history',
      shown: may('see_own_history', 'see_all_history'),
      count: newHits ? formatNumber(newHits, language) : undefined,
      countLabel: t('new_hits.title'),
    },
    { to: '/bulk', label: t('bulk.title'), icon: 'bulk', shown: may('check') },
    { to: '/break-glass', label: t('glass.title'), icon: 'glass', shown: may('review_glass') },
    { to: '/admin', label: t('admin.nav'), icon: 'admin', shown: may('manage_users', 'verify_ledger') },
  ];
  return [
    { id: 'day', label: '', items: day.filter(({ shown }) => shown) },
    ...(mayRecords ? groupsOf(data, t('frame.other_registers')) : []),
    { id: 'tools', label: t('frame.tools'), items: tools.filter(({ shown }) => shown) },
  ].filter(({ items }) => items.length > 0);
}

function groupsOf({ registers, groups }: Registers, others: string): NavGroup[] {
  const entry = ({ id, title }: Register): NavItem => ({ to: `/registers/${id}`, label: title, icon: 'register' });
  const grouped = new Set(groups.flatMap((group) => group.registers));
  return [
    ...groups.map((group) => ({
      id: group.id,
      label: group.label,
      items: group.registers.flatMap((wanted) => registers.filter(({ id }) => id === wanted).map(entry)),
    })),
    { id: 'others', label: others, items: registers.filter(({ id }) => !grouped.has(id)).map(entry) },
  ];
}

// The register of the record that is open.
function useCurrentRegister(): string | undefined {
  const id = useMatch('/records/:id')?.params.id ?? '';
  const record = useReadRecord(id);
  return record && id ? `/registers/${record.register}` : undefined;
}

// Pages that have no place of their own in the navigation are found by their names too.
function useFindable(items: NavItem[]): NavItem[] {
  const { t } = useTranslation();
  if (!items.some(({ to }) => to === '/deadlines')) return items;
  return [...items, { to: '/owed', label: t('owed.title'), icon: 'clock' }];
}

export function Shell({ user }: { user: SignedInUser }) {
  const navigate = useNavigate();
  const location = useLocation();
  const [helpOpened, setHelpOpened] = useState(false);
  const [passwordOpened, setPasswordOpened] = useState(false);
  const groups = useNavGroups(user.rights);
  const items = groups.flatMap((group) => group.items);
  const current = useCurrentRegister();
  const findable = useFindable(items);
  const section = location.pathname.split('/')[1] ?? '';
  const registers = useRegisters();
  useFocusOnSection(section);
  useLiveEvents();
  const run = useCallback(
    (shortcut: Shortcut) => {
      if (shortcut === 'palette') openPalette();
      else if (shortcut === 'help') setHelpOpened(true);
      else if (shortcut === 'next') step(1);
      else if (shortcut === 'previous') step(-1);
      else focusSearch(() => void navigate('/check', { state: { focus: true } }));
    },
    [navigate],
  );
  useShortcuts(run);
  return (
    <>
      <Frame
        groups={groups}
        current={current}
        onFind={openPalette}
        bell={user.rights.includes('see_records') && <Bell />}
        menu={<UserMenu user={user} onHelp={() => setHelpOpened(true)} onPassword={() => setPasswordOpened(true)} />}
      >
        <Suspense fallback={<PageWaiting />} key={section}>
          <Pages home={items[0]?.to ?? '/none'} ready={!registers.isPending} />
        </Suspense>
      </Frame>
      <Palette items={findable} />
      <Help opened={helpOpened} onClose={() => setHelpOpened(false)} />
      <ChangePassword opened={passwordOpened} onClose={() => setPasswordOpened(false)} />
    </>
  );
}

// Another page begins where its content begins, also for who hears it or goes by keyboard.
function useFocusOnSection(section: string): void {
  const before = useRef(section);
  useEffect(() => {
    if (before.current === section) return;
    before.current = section;
    const main = document.getElementById('main');
    if (!main?.contains(document.activeElement)) main?.focus({ preventScroll: true });
  }, [section]);
}

function focusSearch(otherwise: () => void): void {
  const box = document.querySelector<HTMLElement>('main [data-search]');
  if (box) box.focus();
  else otherwise();
}

// The first page is known once it is known what the reader may see.
function Pages({ home, ready }: { home: string; ready: boolean }) {
  return (
    <Routes>
      <Route path="/" element={ready ? <Navigate to={home} replace /> : <PageWaiting />} />
      <Route path="/my-day" element={<MyDayPage />} />
      <Route path="/deadlines" element={<DeadlinesPage />} />
      <Route path="/owed" element={<OwedPage />} />
      <Route path="/registers/:register" element={<RegisterPage />} />
      <Route path="/registers/:register/new" element={<NewRecordPage />} />
      <Route path="/registers/:register/intake" element={<IntakePage />} />
      <Route path="/registers/:register/old-records" element={<OldRecordsPage />} />
      <Route path="/records/:id" element={<RecordPage />} />
      <Route path="/subjects" element={<SubjectsPage />} />
      <Route path="/subjects/:id" element={<SubjectPage />} />
      <Route path="/subjects/:id/position" element={<PositionPage />} />
      <Route path="/front-line" element={<FrontLinePage />} />
      <Route path="/front-line/:hit" element={<FrontLinePage />} />
      <Route path="/check" element={<CheckPage />} />
      <Route path="/check/:id" element={<CheckPage />} />
      <Route path="/lists" element={<ListsPage />} />
      <Route path="/lists/:dataset" element={<ListPage />} />
      <Route path="/history" element={<HistoryPage />} />
      <Route path="/bulk" element={<BulkPage />} />
      <Route path="/notifications" element={<NotificationsPage />} />
      <Route path="/break-glass" element={<GlassPage />} />
      <Route path="/admin/*" element={<AdminPage />} />
      <Route path="*" element={<NotFound home={home} />} />
    </Routes>
  );
}

function NotFound({ home }: { home: string }) {
  const { t } = useTranslation();
  return (
    <Page title={t('not_found.title')} narrow>
      <Empty
        title={t('not_found.title')}
        text={t('not_found.text')}
        action={<ButtonLink to={home}>{t('not_found.action')}</ButtonLink>}
      />
    </Page>
  );
}
