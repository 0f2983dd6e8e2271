import { spawnSync } from 'node:child_process'

import { expect, test } from 'vitest'

import { root } from '#scripts/processes/root.ts'

/** Prints the files that are loaded with what the launcher is made of. */
const program = `
  import { registerHooks } from 'node:module'
  const loaded = []
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
  await import('#scripts/processes/product.ts')
  await import('#scripts/processes/run-main.ts')
  console.log(JSON.stringify(loaded))
`

test('what watches the product as long as it runs loads neither the tables nor the log, whose code takes 20 to 150 MB', () => {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', program],
    { cwd: root, encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  const loaded = JSON.parse(stdout) as string[]
  expect(loaded.some((url) => url.endsWith('/workers/supervisor.ts'))).toBe(true)
  expect(
    loaded.filter((url) =>
      /node_modules\/(?:drizzle-orm|postgres|pino|undici|pg-boss)\/|\/db\/schema\//.test(url),
    ),
  ).toEqual([])
})
