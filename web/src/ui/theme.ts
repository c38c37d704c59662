import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

// The one accent: deep blue. 7 is what buttons are filled with in the light theme, 5 in the dark one.
const accent: MantineColorsTuple = [
  '#eef3fb',
  '#d9e4f5',
  '#b4c9ec',
  '#8cabe2',
  '#6a90d8',
  '#4069b5',
  '#2c549c',
  '#1f3f77',
  '#19335f',
  '#122647',
];

const red: MantineColorsTuple = [
  '#fdeeed',
  '#f9d6d4',
  '#f2aeaa',
  '#ff9b94',
  '#e06a64',
  '#c94640',
  '#b52d28',
  '#a3201d',
  '#841714',
  '#630f0d',
];

// Ink (0) to paper (7 and below) of the dark theme.
const dark: MantineColorsTuple = [
  '#e9e9e5',
  '#c8cbd1',
  '#a7adb8',
  '#858c99',
  '#4a505c',
  '#32373f',
  '#1c2026',
  '#131519',
  '#0e1013',
  '#08090b',
];

export const theme = createTheme({
  colors: { accent, red, dark },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 5 },
  fontFamily: "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif",
  fontFamilyMonospace: "'IBM Plex Mono', 'IBM Plex Sans Arabic', monospace",
  headings: { fontFamily: "'IBM Plex Sans', 'IBM Plex Sans Arabic', sans-serif", fontWeight: '600' },
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.625rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  defaultRadius: 'sm',
  radius: { sm: '3px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#fbfbf9',
    '--mantine-color-text': '#16181d',
    '--mantine-color-dimmed': '#565b66',
    '--mantine-color-placeholder': '#6a6f7a',
    '--mantine-color-error': '#a3201d',
    '--mantine-color-default-border': '#8d929c',
  },
  dark: {
    '--mantine-color-body': '#131519',
    '--mantine-color-text': '#e9e9e5',
    '--mantine-color-dimmed': '#a7adb8',
    '--mantine-color-placeholder': '#959ba7',
    '--mantine-color-error': '#ff9b94',
    '--mantine-color-anchor': '#9db8ea',
    '--mantine-color-default-border': '#69707d',
  },
});
