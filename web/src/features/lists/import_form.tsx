import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { IMPORT_FORMATS, type ImportFormat } from '@/api/types';
import { formatNumber } from '@/i18n/format';
import { useLanguage } from '@/i18n/use_language';
import { useWords } from '@/i18n/use_words';
import {
  Button,
  Checkbox,
  DropFiles,
  Form,
  Name,
  Note,
  Problem,
  Progress,
  Row,
  Select,
  Stack,
  Text,
  TextInput,
} from '@/ui';
import { datasetName, guessFormat, isDatasetName } from './guess';
import { useLists, useStartImport } from './queries';

interface Fields {
  files: File[];
  format: ImportFormat | null;
  dataset: string;
  title: string;
  skipBad: boolean;
  mapping: File | null;
}

const EMPTY: Fields = { files: [], format: null, dataset: '', title: '', skipBad: false, mapping: null };

interface Props {
  onStarted: () => void;
  // The list that is brought up to date; without it the reader names one.
  dataset?: string;
  format?: string;
}

export function ImportForm({ onStarted, dataset, format }: Props) {
  const { t } = useTranslation();
  const known = IMPORT_FORMATS.find((one) => one === format) ?? null;
  const [fields, setFields] = useState<Fields>({ ...EMPTY, dataset: dataset ?? '', format: known });
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController>(null);
  const start = useStartImport();
  const set = (change: Partial<Fields>) => setFields({ ...fields, ...change });
  const ready =
    fields.files.length > 0 &&
    fields.format !== null &&
    isDatasetName(fields.dataset) &&
    (fields.format !== 'csv' || fields.mapping !== null);
  const submit = () => {
    if (!ready || !fields.format) return;
    stop.current = new AbortController();
    const question = { ...fields, format: fields.format, signal: stop.current.signal, onSent: setSent };
    start.mutate(question, { onSuccess: onStarted });
  };
  const stopped = start.error instanceof DOMException;
  return (
    <Form label={t('lists.import')} onSubmit={submit}>
      <Stack gap={4}>
        <Files fields={fields} onChange={set} fixed={dataset !== undefined} />
        <Naming fields={fields} onChange={set} fixed={dataset !== undefined} />
        <Checkbox
          label={t('import.skip_bad')}
          description={t('import.skip_bad_hint')}
          checked={fields.skipBad}
          onChange={(event) => set({ skipBad: event.currentTarget.checked })}
        />
        {stopped ? <Note>{t('import.stopped')}</Note> : <Problem error={start.error} />}
        {start.isPending && <Progress value={sent} label={t('import.sending')} />}
        <Row>
          <Button type="submit" kind="main" busy={start.isPending} disabled={!ready}>
            {t('lists.import')}
          </Button>
          {start.isPending && <Button onClick={() => stop.current?.abort()}>{t('common.stop')}</Button>}
        </Row>
      </Stack>
    </Form>
  );
}

interface PartProps {
  fields: Fields;
  onChange: (change: Partial<Fields>) => void;
  fixed: boolean;
}

function Files({ fields, onChange, fixed }: PartProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const size = fields.files.reduce((sum, file) => sum + file.size, 0);
  const take = (files: File[]) => {
    const all = [...fields.files.filter((old) => !files.some((file) => file.name === old.name)), ...files];
    const names = all.map(({ name }) => name);
    const format = fields.format ?? guessFormat(names);
    const dataset =
      fixed || fields.dataset
        ? fields.dataset
        : datasetName(format && format !== 'csv' && format !== 'ftm' ? format : (names[0] ?? ''));
    onChange({ files: all, format, dataset });
  };
  return (
    <Stack gap={2}>
      <DropFiles
        label={t('import.drop')}
        hint={t('import.drop_hint')}
        accept=".xml,.csv,.tsv,.json,.ndjson,.jsonl,.ftm,.txt,.gz"
        multiple
        onFiles={take}
      />
      {fields.files.length > 0 && (
        <Row apart align="start">
          <Stack gap={1}>
            {fields.files.map((file) => (
              <Text key={file.name}>
                <Name>{file.name}</Name>
              </Text>
            ))}
            <Text small soft>
              {t('import.size', { size: formatNumber(Math.max(1, Math.round(size / 1024)), language) })}
            </Text>
          </Stack>
          <Button small onClick={() => onChange({ files: [] })}>
            {t('import.other_files')}
          </Button>
        </Row>
      )}
    </Stack>
  );
}

function Naming({ fields, onChange, fixed }: PartProps) {
  const { t } = useTranslation();
  const words = useWords();
  const lists = useLists().data ?? [];
  const wrongName = fields.dataset !== '' && !isDatasetName(fields.dataset);
  const exists = lists.some(({ dataset }) => dataset === fields.dataset);
  return (
    <>
      <Select
        label={t('lists.format')}
        placeholder={t('import.choose_format')}
        data={IMPORT_FORMATS.map((value) => ({ value, label: words('format', value) }))}
        value={fields.format}
        onChange={(format) => onChange({ format: format as ImportFormat | null })}
        allowDeselect={false}
        required
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      {fields.format === 'csv' && (
        <Stack gap={2}>
          <DropFiles
            label={fields.mapping ? fields.mapping.name : t('import.mapping')}
            hint={t('import.mapping_hint')}
            accept=".toml,.json,.txt"
            onFiles={([mapping]) => mapping && onChange({ mapping })}
          />
        </Stack>
      )}
      {!fixed && (
        <TextInput
          label={t('import.dataset')}
          description={t('import.dataset_hint')}
          value={fields.dataset}
          onChange={(event) => onChange({ dataset: event.currentTarget.value })}
          error={wrongName ? t('import.dataset_wrong') : undefined}
          dir="ltr"
          required
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {exists && <Note>{t('import.update', { dataset: fields.dataset })}</Note>}
      {!exists && !fixed && (
        <TextInput
          label={t('import.title')}
          description={t('import.title_hint')}
          value={fields.title}
          onChange={(event) => onChange({ title: event.currentTarget.value })}
          dir="auto"
          autoComplete="off"
        />
      )}
    </>
  );
}
