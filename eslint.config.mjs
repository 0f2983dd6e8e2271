import nextPlugin from '@next/eslint-plugin-next'
import tseslint from 'typescript-eslint'

export default tseslint.config(
  {
    ignores: [
      '.next/',
      '.data/',
      'node_modules/',
      'coverage/',
      'public/',
      'drizzle/',
      'next-env.d.ts',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    // The rules that need types or the compiler of React are oxlint's (.oxlintrc.json): the same ones, much faster.
    extends: [tseslint.configs.recommended],
    rules: {
      'no-console': 'error',
      'no-restricted-properties': [
        'error',
        {
          object: 'process',
          property: 'env',
          message: 'Read settings() of lib/platform/config/settings.ts.',
        },
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.name='settings']:not(:function CallExpression)",
          message: 'Call settings() where a value is used: kept at module level it never changes.',
        },
      ],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_' },
      ],
    },
  },
  {
    files: ['**/*.tsx'],
    plugins: { '@next/next': nextPlugin },
    rules: nextPlugin.configs.recommended.rules,
  },
  {
    // Markup is long without being complex; logic belongs in functions that the limit does cover.
    files: ['{app,components}/**/*.tsx', '**/*.test.{ts,tsx}', 'e2e/**', 'bench/**'],
    rules: {
      'max-lines-per-function': ['error', { max: 150, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    // Programs and tests begin with what they were started with, and so does the log.
    files: [
      '**/*.test.{ts,tsx}',
      '**/testing/**',
      'scripts/**',
      'bench/**',
      'workers/{main,speech-preview/main}.ts',
      'lib/platform/log.ts',
    ],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['**/*.test.{ts,tsx}', 'e2e/**'], rules: { 'max-lines-per-function': 'off' } },
  {
    // Programs that talk to a terminal, and the one reader of the environment.
    files: [
      'lib/platform/config/**',
      // A child gets the environment of its parent.
      'lib/platform/processes/**',
      'workers/supervisor.ts',
      'scripts/**',
      'bench/**',
      'cli/**',
      '*.config.ts',
      'e2e/**',
      'db/testing/**',
      'instrumentation.ts',
    ],
    rules: { 'no-restricted-properties': 'off', 'no-console': 'off' },
  },
)
