import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router-dom';

import type { DeadlineBoard, DeadlineRow } from '@/api/records';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import {
  ButtonLink,
  Empty,
  Fade,
  Heading,
  Link,
  Name,
  Page,
  Problem,
  Stack,
  Table,
  Text,
  Waiting,
  type Column,
} from '@/ui';
import { Clocks } from './clocks';
import { useBoard } from './queries';
import { useFigureName } from './use_figure_name';

const MOST_SHOWN = 200;

// What is late, due today, near and far, by unit and by person. Each figure leads to the clocks behind it.
export function DeadlinesPage() {
  const { t } = useTranslation();
  const [address] = useSearchParams();
  const chosen = {
    figure: address.get('figure') ?? undefined,
    unit: address.get('unit') ?? undefined,
    officer: address.get('officer') ?? undefined,
  };
  const all = useBoard({ limit: 1 });
  const behind = useBoard({ ...chosen, limit: MOST_SHOWN });
  return (
    <Page title={t('deadlines.title')} wide actions={<ButtonLink to="/owed">{t('owed.title')}</ButtonLink>}>
      <Stack gap={4}>
        <Problem error={all.error ?? behind.error} />
        {all.isPending && !all.error && <Waiting rows={8} />}
        {all.data?.total === 0 && <Empty title={t('deadlines.none')} text={t('deadlines.none_text')} />}
        {all.data && all.data.total > 0 && <Board board={all.data} />}
        {behind.data && behind.data.total > 0 && (
          <Fade faded={behind.isPlaceholderData} label={t('deadlines.clocks')}>
            <Clocks board={behind.data} figure={chosen.figure} />
          </Fade>
        )}
      </Stack>
    </Page>
  );
}

function Board({ board }: { board: DeadlineBoard }) {
  const { t } = useTranslation();
  const everything: DeadlineRow = { id: '', name: t('deadlines.all'), counts: board.counts };
  return (
    <Stack gap={4}>
      <Rows title={t('deadlines.by_unit')} by="unit" rows={board.units} figures={board.figures} total={everything} />
      <Rows title={t('deadlines.by_person')} by="officer" rows={board.people} figures={board.figures} />
    </Stack>
  );
}

interface RowsProps {
  title: string;
  by: 'unit' | 'officer';
  rows: DeadlineRow[];
  figures: string[];
  // Of the whole board, above the others.
  total?: DeadlineRow;
}

function Rows({ title, by, rows, figures, total }: RowsProps) {
  const { t } = useTranslation();
  const figureName = useFigureName();
  const nobody = t(by === 'unit' ? 'deadlines.no_unit' : 'deadlines.nobody');
  const columns: Column<DeadlineRow>[] = figures.map((figure) => ({
    key: figure,
    title: figureName(figure),
    figure: true,
    cell: (row) => <Figure figure={figure} count={row.counts[figure] ?? 0} {...(row !== total && { [by]: row.id })} />,
  }));
  return (
    <Stack gap={2}>
      <Heading>{title}</Heading>
      <Table
        label={title}
        items={total ? [total, ...rows] : rows}
        keyOf={(row) => (row === total ? '*' : row.id)}
        columns={[
          {
            key: 'name',
            title: t(by === 'unit' ? 'deadlines.unit' : 'deadlines.person'),
            head: true,
            cell: (row) => <Name>{row.name || nobody}</Name>,
          },
          ...columns,
        ]}
        dense
      />
    </Stack>
  );
}

interface FigureProps {
  figure: string;
  count: number;
  unit?: string;
  officer?: string;
}

function Figure({ figure, count, unit, officer }: FigureProps) {
  const language = useLanguage();
  if (count === 0) return <Text soft>–</Text>;
  const address = new URLSearchParams({ figure });
  if (unit !== undefined) address.set('unit', unit || 'none');
  if (officer !== undefined) address.set('officer', officer || 'none');
  return <Link to={`/deadlines?${address.toString()}`}>{formatNumber(count, language)}</Link>;
}
