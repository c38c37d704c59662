import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const BECAUSE_KIT = 'Pages are made of the kit in ui/; style lives there alone.';

export default tseslint.config(
  { ignores: ['dist', 'scripts', 'eslint.config.js'] },
  ...tseslint.configs.recommended,
  {
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      'no-console': 'error',
      'max-len': ['error', { code: 120, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true }],
      'max-lines': ['error', 400],
      'max-lines-per-function': ['error', { max: 110, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/features/**', 'src/app/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['@mantine/core', '@mantine/spotlight', '*.css'], message: BECAUSE_KIT },
            { group: ['@/ui/*', '!@/ui/kit_provider'], message: 'Import from @/ui.' },
          ],
        },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: 'JSXAttribute[name.name=/^(className|classNames|style|styles)$/]', message: BECAUSE_KIT },
      ],
    },
  },
  {
    files: ['src/ui/**', 'src/i18n/**', 'src/api/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: [{ group: ['@/features/*', '@/app/*', '!@/app/remember'], message: 'The kit knows no pages.' }] },
      ],
    },
  },
  {
    files: ['src/**/*.test.ts', 'src/**/*.test.tsx', 'src/test_setup.ts'],
    rules: { 'no-restricted-imports': 'off', 'max-lines-per-function': 'off' },
  },
);
