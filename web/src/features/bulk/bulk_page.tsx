import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Button, DropFiles, Grow, Note, Page, Panel, Row, Stack, Text } from '@/ui';
import { PurposeSelect, usePurpose } from '../check/purpose';
import { asksSomething, guessMapping, lineOf, type Mapping } from './columns';
import { Preview } from './preview';
import { MAX_FILE_BYTES, parseQuestions, type Questions } from './questions';
import { Results } from './results_view';
import { useBulkRun } from './use_bulk_run';

function linesOf(questions: Questions, mapping: Mapping): string[] {
  if (questions.kind === 'lines') return questions.lines;
  return questions.rows.map((row, index) => lineOf(row, mapping, index + 1)).filter((line) => line !== null);
}

// Many questions from a file: drop it, look at it, ask, keep the answers.
export function BulkPage() {
  const { t } = useTranslation();
  const [questions, setQuestions] = useState<Questions | null>(null);
  const [mapping, setMapping] = useState<Mapping>({ schema: 'Person', targets: [] });
  const [problem, setProblem] = useState<string>();
  const [purpose] = usePurpose();
  const bulk = useBulkRun();

  const take = async ([file]: File[]) => {
    if (!file) return;
    setProblem(undefined);
    if (file.size > MAX_FILE_BYTES) {
      setProblem(t('bulk.too_large'));
      return;
    }
    const read = parseQuestions(file.name, await file.text());
    if (read.kind === 'lines' ? read.lines.length === 0 : read.rows.length === 0) {
      setProblem(t('bulk.nothing_in_file'));
      return;
    }
    setQuestions(read);
    if (read.kind === 'table') setMapping(guessMapping(read.headings));
  };

  if (bulk.run) {
    return (
      <Page title={t('bulk.title')}>
        <Results
          name={questions?.name ?? ''}
          run={bulk.run}
          onStop={bulk.stop}
          onAgain={() => {
            bulk.clear();
            setQuestions(null);
          }}
        />
      </Page>
    );
  }
  const ready = questions !== null && (questions.kind === 'lines' || asksSomething(mapping));
  return (
    <Page title={t('bulk.title')}>
      <Stack gap={4}>
        <Text soft>{t('bulk.text')}</Text>
        {!questions && (
          <DropFiles
            label={t('bulk.drop')}
            hint={t('bulk.drop_hint')}
            accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json"
            onFiles={(files) => void take(files)}
          />
        )}
        {problem && (
          <Note tone="warning" live>
            {problem}
          </Note>
        )}
        {questions && (
          <>
            <Preview questions={questions} mapping={mapping} onChange={setMapping} />
            <Panel label={t('bulk.ask_all')}>
              <Row align="end" apart>
                <Grow>
                  <PurposeSelect />
                </Grow>
                <Row>
                  <Button onClick={() => setQuestions(null)}>{t('bulk.other_file')}</Button>
                  <Button
                    kind="main"
                    disabled={!ready}
                    onClick={() =>
                      void bulk.start({ lines: linesOf(questions, mapping), purpose, reference: questions.name })
                    }
                  >
                    {t('bulk.ask_all')}
                  </Button>
                </Row>
              </Row>
            </Panel>
          </>
        )}
      </Stack>
    </Page>
  );
}
