import { ESLint } from 'eslint'
import { expect, test } from 'vitest'

import { fromRoot } from '#scripts/processes/root.ts'

const eslint = new ESLint({ cwd: fromRoot('.') })

async function faults(text: string, file = 'lib/suites/planted.ts'): Promise<string[]> {
  const results = await eslint.lintText(text, { filePath: fromRoot(file) })
  return results.flatMap(({ messages }) => messages.map(({ ruleId }) => ruleId ?? 'syntax'))
}

test.each([
  'export const found = (text: string, pattern: string) => new RegExp(pattern).test(text)\n',
  'export const found = (text: string, pattern: string) => RegExp(pattern, "i").test(text)\n',
  'export const found = (text: string, word: string) => new RegExp(`^${word}$`).test(text)\n',
])('a pattern that is not written out is found: %s', async (text) =>
  expect(await faults(text)).toContain('no-restricted-syntax'),
)

test.each([
  "import picomatch from 'picomatch'\nexport const m = picomatch('*')\n",
  "import { minimatch } from 'minimatch'\nexport const m = minimatch('a', '*')\n",
  "import { compile } from 'json-p3'\nexport const m = compile('$')\n",
])('a library that makes such patterns is found: %s', async (text) =>
  expect(await faults(text)).toContain('no-restricted-imports'),
)

test('a pattern that is written out is not', async () =>
  expect(await faults("export const word = new RegExp('a+', 'u')\n")).toEqual([]))

test('settings kept at module level are still found beside patterns of our own words', async () =>
  expect(
    await faults('export const kept = settings()\n', 'lib/engines/validation/text/planted.ts'),
  ).toContain('no-restricted-syntax'))
