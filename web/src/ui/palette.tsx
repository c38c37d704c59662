import { createSpotlight, Spotlight } from '@mantine/spotlight';

import styles from './palette.module.css';

const [store, spotlight] = createSpotlight();

export interface Command {
  id: string;
  label: string;
  hint?: string;
  // What was found by the server, though its label need not hold what was typed.
  found?: boolean;
  run: () => void;
}

export function openCommandPalette(): void {
  spotlight.open();
}

// In the order that they were given, so that what is found later never moves what stood there before.
function matching(typed: string, commands: Command[]): Command[] {
  const words = typed.trim().toLowerCase();
  const holds = (part: string | undefined) => part?.toLowerCase().includes(words) ?? false;
  return commands.filter(({ label, hint, found }) => found || holds(label) || holds(hint));
}

interface Props {
  label: string;
  placeholder: string;
  nothing: string;
  commands: Command[];
  text: string;
  onText: (text: string) => void;
}

export function CommandPalette({ label, placeholder, nothing, commands, text, onText }: Props) {
  return (
    <Spotlight
      store={store}
      shortcut={null}
      query={text}
      onQueryChange={onText}
      nothingFound={nothing}
      filter={(_, actions) => actions}
      actions={matching(text, commands).map(({ id, label: name, hint, run }) => ({
        id,
        label: name,
        description: hint,
        onClick: run,
      }))}
      searchProps={{ placeholder, 'aria-label': label, dir: 'auto' }}
      title={label}
      classNames={{ root: styles.palette }}
      transitionProps={{ duration: 0 }}
      overlayProps={{ blur: 0, backgroundOpacity: 0.5 }}
      scrollable
      maxHeight={400}
    />
  );
}
