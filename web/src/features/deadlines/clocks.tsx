import { useTranslation } from 'react-i18next';

import type { DeadlineBoard, DeadlineClock } from '@/api/records';
import { formatNumber, nameHolder } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { Heading, Link, Mono, Name, Row, Stack, Table, Text, Together } from '@/ui';
import { useRegisters } from '../records/queries';
import { Due, StateTag } from '../records/state_tag';
import { useFigureName } from './use_figure_name';

interface ClocksProps {
  board: DeadlineBoard;
  figure: string | undefined;
}

// The clocks behind a figure, or all of them, those that are due first before the others.
export function Clocks({ board, figure }: ClocksProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const figureName = useFigureName();
  const title = figure ? figureName(figure) : t('deadlines.clocks');
  return (
    <Stack gap={2}>
      <Row apart>
        <Heading>{`${title} (${formatNumber(board.total, language)})`}</Heading>
        {figure && <Link to="/deadlines">{t('common.show_all')}</Link>}
      </Row>
      <Table
        label={title}
        items={board.items}
        keyOf={(clock) => `${clock.record} ${clock.rule} ${clock.started_at}`}
        columns={[
          { key: 'record', title: t('records.caption'), head: true, cell: (clock) => <ClockCaption clock={clock} /> },
          { key: 'label', title: t('deadlines.limit'), cell: ({ label }) => <bdi>{nameHolder(label, language)}</bdi> },
          { key: 'state', title: t('records.state'), cell: (clock) => <ClockState clock={clock} /> },
          {
            key: 'share',
            title: t('deadlines.share'),
            figure: true,
            cell: ({ share }) => t('deadlines.percent', { percent: Math.min(100, Math.floor(share * 100)) }),
          },
          {
            key: 'due',
            title: t('records.due'),
            cell: (clock) => <Due record={{ due_at: clock.due_at, late: ['late', 'silent'].includes(clock.figure) }} />,
          },
        ]}
      />
      {board.total > board.items.length && (
        <Text small soft>
          {t('deadlines.more', { shown: formatNumber(board.items.length, language) })}
        </Text>
      )}
    </Stack>
  );
}

export function ClockCaption({ clock }: { clock: DeadlineClock }) {
  return (
    <Stack gap={1}>
      <Link to={`/records/${clock.record}`} step>
        <Name>{clock.caption || clock.number}</Name>
      </Link>
      {clock.caption && (
        <Text small soft>
          <Together>
            <Mono>{clock.number}</Mono>
          </Together>
        </Text>
      )}
    </Stack>
  );
}

export function ClockState({ clock }: { clock: DeadlineClock }) {
  const register = useRegisters().data?.registers.find(({ id }) => id === clock.register);
  return register ? <StateTag register={register} state={clock.state} wrap /> : null;
}
