import { expect, test } from 'vitest'

import { sizes } from '#scripts/house/sizes.ts'

const figures = (files: Record<string, string>) =>
  Object.fromEntries(sizes(new Map(Object.entries(files))).map(({ what, value }) => [what, value]))

test('entries of lib, flat files of runs, and lengths are counted without tests', () =>
  expect(
    figures({
      'lib/runs/start-run.ts': 'a\n'.repeat(20),
      'lib/runs/start-run.test.ts': 'a\n'.repeat(900),
      'lib/runs/queue/admit.ts': 'a\n'.repeat(301),
      'lib/suites/queries.ts': 'a\n'.repeat(10),
    }),
  ).toMatchObject({
    'entries at the top of lib': 2,
    'files directly in lib/runs': 1,
    'lines of the median file': 20,
    'lines that nine in ten files keep below': 301,
    'files over 300 lines': 1,
  }))

test('folders tied by a type alone, and the circle of files that ties them, are counted', () =>
  expect(
    figures({
      'lib/runs/a.ts': "import { b } from '#lib/suites/b.ts'",
      'lib/suites/b.ts': "import type { A } from '#lib/runs/a.ts'",
      'lib/suites/c.ts': "import { b } from '#lib/suites/b.ts'",
    }),
  ).toMatchObject({
    'folders that import each other in a circle, types counted': 2,
    'circles of files that exist because of types': 1,
  }))

test('a circle of values is not one of types', () =>
  expect(
    figures({
      'lib/runs/a.ts': "import { b } from '#lib/runs/b.ts'",
      'lib/runs/b.ts': "import { a } from '#lib/runs/a.ts'",
    }),
  ).toMatchObject({ 'circles of files that exist because of types': 0 }))

test('checks of passwords and starts of processes are counted by file', () =>
  expect(
    figures({
      'lib/platform/auth/password.ts': 'export async function verifyPassword(password) {}',
      'lib/accounts/sign-in.ts': 'await verifyPassword(password)',
      'workers/a.ts': 'fork(program)\nspawn(program)',
      'workers/b.ts': 'new Worker(program)',
    }),
  ).toMatchObject({
    'files that check a password': 1,
    'files that start a process or a thread': 2,
  }))
