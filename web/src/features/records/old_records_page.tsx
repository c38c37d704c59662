import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router-dom';

import { upload } from '@/api/client';
import type { OldRecordsReport, Register } from '@/api/records';
import { useLanguage } from '@/i18n/use_language';
import {
  Button,
  DropFiles,
  Empty,
  Link,
  Name,
  Note,
  Page,
  Problem,
  Progress,
  Row,
  saveFile,
  Stack,
  Text,
  Waiting,
} from '@/ui';
import { useSession } from '../session/queries';
import { draftMapping, readTitles } from './old_records_mapping';
import { OldRecordsFindings } from './old_records_report';
import { useRegister, useRegisters } from './queries';

// The table of an older system: what would be taken and what is wrong is shown before anything is written.
export function OldRecordsPage() {
  const { t } = useTranslation();
  const { register: id = '' } = useParams();
  const registers = useRegisters();
  const register = useRegister(id);
  const role = useSession().data?.user?.role;
  const may = role !== undefined && register?.import_may.includes(role);
  return (
    <Page title={t('old_records.title')}>
      <Stack gap={4}>
        <Text small>
          <Link to={`/registers/${id}`}>{register?.title ?? id}</Link>
        </Text>
        <Problem error={registers.error} />
        {registers.isPending && <Waiting rows={4} />}
        {registers.isSuccess && !may && <Empty title={t('old_records.may_not')} text={t('old_records.may_not_text')} />}
        {register && may && <OldRecords key={id} register={register} />}
      </Stack>
    </Page>
  );
}

interface Chosen {
  name: string;
  bytes: ArrayBuffer;
}

// A file as it was when it was chosen, so that what is taken over is what was shown.
function useChosen() {
  return useMutation({
    mutationFn: async (file: File): Promise<Chosen> => ({ name: file.name, bytes: await file.arrayBuffer() }),
  });
}

function useTakeOver(register: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ table, mapping, dry }: { table: Chosen; mapping: Chosen | undefined; dry: boolean }) => {
      const form = new FormData();
      if (mapping) form.append('mapping', new TextDecoder().decode(mapping.bytes));
      form.append('file', new Blob([table.bytes]), table.name);
      return upload<OldRecordsReport>({
        path: `registers/${encodeURIComponent(register)}/import`,
        query: { dry_run: dry ? 1 : undefined },
        form,
        signal: new AbortController().signal,
        onSent: () => undefined,
      });
    },
    onSuccess: ({ dry_run: dry }) => !dry && client.invalidateQueries({ queryKey: ['records'], refetchType: 'none' }),
  });
}

function OldRecords({ register }: { register: Register }) {
  const { t } = useTranslation();
  const table = useChosen();
  const mapping = useChosen();
  const run = useTakeOver(register.id);
  const ask = (dry: boolean) => table.data && run.mutate({ table: table.data, mapping: mapping.data, dry });
  const choose = (chosen: typeof table, file: File | undefined) => {
    run.reset();
    if (file) chosen.mutate(file);
    else chosen.reset();
  };
  const report = run.isPending ? undefined : run.data;
  const ready = report?.dry_run === true && report.problem_count === 0 && report.new > 0;
  return (
    <Stack gap={4}>
      <Text soft block>
        {t('old_records.text')}
      </Text>
      <DropFiles
        label={table.data?.name ?? t('old_records.table')}
        hint={t('old_records.table_hint')}
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson"
        onFiles={([file]) => choose(table, file)}
      />
      <DropFiles
        label={mapping.data?.name ?? t('old_records.mapping')}
        hint={t('old_records.mapping_hint')}
        accept=".toml,.txt"
        onFiles={([file]) => choose(mapping, file)}
      />
      {mapping.data ? (
        <Row>
          <Button small onClick={() => choose(mapping, undefined)}>
            {t('old_records.no_mapping')}
          </Button>
        </Row>
      ) : (
        table.data && <Draft register={register} table={table.data} />
      )}
      <Problem error={table.error ?? mapping.error ?? run.error} />
      {!ready && (
        <Row>
          <Button kind="main" disabled={!table.data} busy={run.isPending} onClick={() => ask(true)}>
            {t('old_records.look')}
          </Button>
        </Row>
      )}
      {run.isPending && <Progress value={undefined} label={t('old_records.looking')} />}
      {report && table.data && (
        <OldRecordsFindings register={register} report={report} name={table.data.name}>
          {ready && (
            <Button kind="main" onClick={() => ask(false)}>
              {t('old_records.take', { count: report.new })}
            </Button>
          )}
        </OldRecordsFindings>
      )}
    </Stack>
  );
}

// A mapping to begin with: it knows the titles of the table and the fields of the register.
function Draft({ register, table }: { register: Register; table: Chosen }) {
  const { t } = useTranslation();
  const language = useLanguage();
  const titles = readTitles(table.bytes, language);
  if (titles.own) return null;
  const save = () => saveFile(`${register.id}.toml`, [draftMapping(register, titles, t)], 'application/toml');
  return (
    <Note action={<Button onClick={save}>{t('old_records.draft')}</Button>}>
      <span>
        {t('old_records.draft_text')} <Name>{titles.titles.join(t('common.comma'))}</Name>
      </span>
    </Note>
  );
}
