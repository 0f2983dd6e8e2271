import { expect, test } from 'vitest'

import { deadSettings } from '#scripts/house/dead-settings.ts'

const find = (files: Record<string, string>) =>
  deadSettings(new Map(Object.entries(files)), ['SOME_LIMIT']).map(({ name }) => name)

test.each([
  ['lib/runs/start-run.ts', 'const limit = settings().SOME_LIMIT'],
  ['workers/main.ts', 'const { OTHER, SOME_LIMIT } = settings()'],
  ['examples/integrations.json', '{ "limit": "${SOME_LIMIT}" }'],
  ['lib/platform/config/database-url.ts', 'settings().SOME_LIMIT'],
])('a setting is alive when %s reads it', (path, text) =>
  expect(find({ [path]: text })).toEqual([]),
)

test.each([
  ['lib/platform/config/settings/runs.ts', 'SOME_LIMIT: { schema, doc }'],
  ['lib/platform/config/parse.ts', 'if (values.SOME_LIMIT < 1) fail()'],
  ['lib/runs/start-run.test.ts', 'settings().SOME_LIMIT'],
  ['lib/runs/start-run.ts', '// SOME_LIMIT is not looked at\n/** nor SOME_LIMIT */'],
  ['lib/runs/start-run.ts', 'settings().SOME_LIMIT_OF_OTHERS'],
])('a setting is dead when only %s names it', (path, text) =>
  expect(find({ [path]: text })).toEqual(['setting SOME_LIMIT']),
)
