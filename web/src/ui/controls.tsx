// The controls that pages may use. They are Mantine's, with the few props that we let vary; pages do not style.
import {
  Anchor,
  Button as MantineButton,
  Checkbox,
  Collapse,
  Divider,
  Menu,
  MultiSelect,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Textarea,
  TextInput as MantineTextInput,
  type TextareaProps,
  type TextInputProps,
} from '@mantine/core';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link as RouterLink } from 'react-router-dom';

import styles from './controls.module.css';

export {
  Checkbox,
  Collapse,
  Divider,
  Menu,
  MultiSelect,
  PasswordInput,
  SegmentedControl,
  Select,
  Switch,
  Tabs,
  Textarea,
};

// What is typed may go its own way; what stands in an empty field goes the way of the page.
function directionOfField(value: unknown, dir: string | undefined): string | undefined {
  return dir === 'auto' && !value ? undefined : dir;
}

// Several lines of text, which may go their own way.
export function LongText({ dir = 'auto', ...rest }: TextareaProps) {
  return <Textarea dir={directionOfField(rest.value, dir)} autosize minRows={3} maxRows={24} {...rest} />;
}

export function TextInput({ dir, ...rest }: TextInputProps) {
  return <MantineTextInput dir={directionOfField(rest.value, dir)} {...rest} />;
}

// A plate or the number of a paper, as it is typed: from left to right, whatever letters it has.
export function PaperInput(props: TextInputProps) {
  return <MantineTextInput dir="ltr" classNames={{ input: styles.paper }} {...props} />;
}

interface ButtonProps {
  children: ReactNode;
  kind?: 'main' | 'plain' | 'quiet' | 'danger';
  small?: boolean;
  large?: boolean;
  type?: 'button' | 'submit';
  busy?: boolean;
  disabled?: boolean;
  onClick?: (event: MouseEvent<HTMLButtonElement>) => void;
  expanded?: boolean;
  full?: boolean;
  // The keys j and k stop here.
  step?: boolean;
  title?: string;
  label?: string;
}

interface ButtonLinkProps {
  to: string;
  kind?: 'main' | 'plain' | 'quiet';
  small?: boolean;
  children: ReactNode;
}

const VARIANTS = { main: 'filled', plain: 'default', quiet: 'subtle', danger: 'filled' } as const;

export function Button(props: ButtonProps) {
  const { kind = 'plain', small, large, busy, expanded, full, step, label, children, ...rest } = props;
  return (
    <MantineButton
      type="button"
      variant={VARIANTS[kind]}
      color={kind === 'danger' ? 'red' : undefined}
      size={small ? 'xs' : large ? 'lg' : 'sm'}
      loading={busy}
      fullWidth={full}
      aria-expanded={expanded}
      aria-label={label}
      data-step={step || undefined}
      classNames={{
        root: styles.button,
        label: kind === 'main' || kind === 'danger' ? styles.mainLabel : styles.label,
      }}
      {...rest}
    >
      {children}
      {expanded !== undefined && (
        <span className={styles.arrow} aria-hidden>
          {expanded ? '▴' : '▾'}
        </span>
      )}
    </MantineButton>
  );
}

export function ButtonLink({ to, kind = 'plain', small, children }: ButtonLinkProps) {
  return (
    <MantineButton
      component={RouterLink}
      to={to}
      variant={VARIANTS[kind]}
      size={small ? 'xs' : 'sm'}
      classNames={{ label: kind === 'main' ? styles.mainLabel : styles.label }}
    >
      {children}
    </MantineButton>
  );
}

interface LinkProps {
  to: string;
  step?: boolean;
  // What else follows from going there.
  onClick?: (() => void) | undefined;
  children: ReactNode;
}

// A link to another page. `step`: the keys j and k stop here.
export function Link({ to, step, onClick, children }: LinkProps) {
  return (
    <Anchor
      component={RouterLink}
      to={to}
      inherit
      underline="hover"
      data-step={step || undefined}
      {...(onClick ? { onClick } : {})}
    >
      {children}
    </Anchor>
  );
}

// Something of the server to save; the browser calls it by its name.
export function SaveLink({ href, name }: { href: string; name: string }) {
  return (
    <Anchor href={href} download={name} inherit underline="hover">
      <bdi>{name}</bdi>
    </Anchor>
  );
}

// Something of the server in a page of its own, to look at or to print.
export function OpenLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Anchor href={href} target="_blank" rel="noopener" inherit underline="hover">
      {children}
    </Anchor>
  );
}

// A PDF of the server, as the browser shows it.
export function PdfFrame({ title, src }: { title: string; src: string }) {
  return <iframe className={styles.pdf} title={title} src={src} />;
}

export function CopyButton({ text, label, small }: { text: string; label: string; small?: boolean }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Button
      small={small}
      onClick={() => {
        void copyText(text).then((done) => setCopied(done));
      }}
    >
      <span aria-live="polite">{copied ? `✓ ${t('common.copied')}` : label}</span>
    </Button>
  );
}

// navigator.clipboard is absent on pages that came over plain HTTP from another machine.
async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const box = document.createElement('textarea');
    box.value = text;
    document.body.append(box);
    box.select();
    const done = document.execCommand('copy');
    box.remove();
    return done;
  }
}

interface FormProps {
  onSubmit: () => void;
  label: string;
  search?: boolean;
  children: ReactNode;
}

export function Form({ onSubmit, label, search, children }: FormProps) {
  return (
    <form
      aria-label={label}
      role={search ? 'search' : undefined}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
    </form>
  );
}

interface BoxProps {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
  onSubmit: () => void;
  describedBy?: string;
  // What is typed is a plate or a number of a paper: from left to right, whatever letters it has.
  number: boolean;
}

// The one box of a check. It grows with the lines of a machine-readable zone; Enter asks, Shift+Enter begins a line.
export function QuestionBox({ label, placeholder, value, onChange, onSubmit, describedBy, number }: BoxProps) {
  const machineReadable = value.includes('<<');
  return (
    <Textarea
      aria-label={label}
      aria-describedby={describedBy}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
          event.preventDefault();
          onSubmit();
        }
      }}
      autosize
      minRows={1}
      maxRows={6}
      size="md"
      dir={machineReadable || number ? 'ltr' : directionOfField(value, 'auto')}
      spellCheck={false}
      autoComplete="off"
      autoCapitalize="off"
      classNames={{ input: machineReadable ? styles.machine : number ? styles.number : styles.box }}
      data-search
    />
  );
}

// Boxes to tick, a little apart from what stands over them.
export function ChoiceList({ children }: { children: ReactNode }) {
  return <div className={styles.choices}>{children}</div>;
}

interface FieldGroupProps {
  label: string;
  hint?: string;
  required?: boolean;
  error?: string;
  children: ReactNode;
}

// Fields that make one: its name stands over them and is read with each.
export function FieldGroup({ label, hint, required, error, children }: FieldGroupProps) {
  return (
    <fieldset className={styles.group} data-wrong={error !== undefined || undefined}>
      <legend>
        {label}
        {required && (
          <span className={styles.star} aria-hidden>
            {' *'}
          </span>
        )}
      </legend>
      {hint && <p className={styles.hint}>{hint}</p>}
      {children}
      {error && (
        <p className={styles.wrong} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

interface DropProps {
  label: string;
  hint: string;
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}

// Files by dragging or by choosing.
export function DropFiles({ label, hint, accept, multiple = false, onFiles }: DropProps) {
  const [over, setOver] = useState(false);
  return (
    <label
      className={styles.drop}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const files = [...event.dataTransfer.files];
        if (files.length) onFiles(multiple ? files : files.slice(0, 1));
      }}
    >
      <span className={styles.dropLabel}>{label}</span>
      <span className={styles.dropHint}>{hint}</span>
      <input
        type="file"
        accept={accept}
        multiple={multiple}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])];
          if (files.length) onFiles(files);
          event.currentTarget.value = '';
        }}
      />
    </label>
  );
}

// Hands a file to the browser to keep.
export function saveFile(name: string, parts: BlobPart[], type: string): void {
  const address = URL.createObjectURL(new Blob(parts, { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
