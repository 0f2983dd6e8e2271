import nextPlugin from '@next/eslint-plugin-next'
import tseslint from 'typescript-eslint'

const settingsAtUse = {
  selector: "CallExpression[callee.name='settings']:not(:function CallExpression)",
  message: 'Call settings() where a value is used: kept at module level it never changes.',
}
/** A pattern of a person can keep JavaScript's regular expressions busy for hours, and the whole process with them. */
const patternsAsTheyAre = {
  selector:
    ":matches(NewExpression, CallExpression)[callee.name='RegExp']:not([arguments.0.type='Literal'])",
  message:
    'Use compilePattern of lib/engines/validation/text/matches.ts for what a person has written, or matchesGlob. A pattern made of our own words alone: name the file in eslint.config.mjs.',
}
/** Make patterns of their own tables: no word in them comes from a person. */
const ownPatterns = [
  'lib/platform/config/placeholders.ts',
  'lib/platform/format/sound-names.ts',
  'lib/engines/speech/tts/check-scripts.ts',
  'lib/engines/validation/text/**',
  'lib/evidence/schema.ts',
  'simulator/understanding/**',
  'app/(dashboard)/settings/notifications/log/[[]id[]]/_components/reason-text.tsx',
  'app/(dashboard)/settings/integrations/[[]id[]]/_components/trigger-rules.client.tsx',
]

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
      'no-restricted-syntax': ['error', settingsAtUse, patternsAsTheyAre],
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: '^(picomatch|minimatch|micromatch|glob-to-regexp|fast-glob|globby)(/|$)',
              message:
                'Use matchesGlob of lib/webhooks/glob.ts: globs of people take linear time there.',
            },
          ],
          paths: [
            {
              name: 'json-p3',
              importNames: ['compile', 'query', 'lazyQuery', 'jsonpath', 'DEFAULT_ENVIRONMENT'],
              message: 'Use lib/engines/connectors/json-path.ts, whose patterns take linear time.',
            },
          ],
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
  { files: ownPatterns, rules: { 'no-restricted-syntax': ['error', settingsAtUse] } },
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
      'e2e/**',
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
