import { expect, test } from 'vitest'

import { connectors } from '#lib/engines/connectors/registry.ts'
import { definitions } from '#lib/platform/config/definitions.ts'
import { generateConfiguration } from '#scripts/generate/configuration.ts'
import { generateConnectorCapabilities } from '#scripts/generate/connector-capabilities.ts'
import { generateAll, staleFiles } from '#scripts/generate/generators.ts'

const files = await generateConfiguration()
const text = (path: string) => files.find((file) => file.path === path)?.text ?? ''

test('what is generated is committed as generated (else: npm run generate)', async () => {
  expect(staleFiles(await generateAll()).map(({ path }) => path)).toEqual([])
})

test('a file that differs from its generator by one byte is stale', async () => {
  const [first] = await generateAll()
  if (!first) throw new Error('Nothing is generated')
  expect(staleFiles([{ path: first.path, text: `${first.text} ` }])).toHaveLength(1)
})

test('every setting is in the example and on the page, once', () => {
  for (const name of Object.keys(definitions)) {
    expect(text('.env.example').match(new RegExp(`^#${name}=`, 'gm')), name).toHaveLength(1)
    expect(text('docs/configuration.md').split(`\n| \`${name}\` |`), name).toHaveLength(2)
  }
})

test('kind, range and default of a setting are shown as its schema has them', () => {
  expect(text('docs/configuration.md')).toContain('| `PORT` | integer from 0 to 65535 | `3000` |')
  expect(text('docs/configuration.md')).toContain('| `SMTP_USE_TLS` | true or false | `true` |')
})

test('no default of a secret is shown', () => {
  const all = files.map((file) => file.text).join('\n')
  const secrets = Object.values(definitions)
    .filter((setting) => 'secret' in setting)
    .map((setting) => setting.schema.safeParse(undefined).data)
    .filter((value) => typeof value === 'string')
  expect(secrets.length).toBeGreaterThan(0)
  for (const secret of secrets) expect(all).not.toContain(secret)
})

test('each connector and each of its presets has a line in the table of capabilities', async () => {
  const [page] = await generateConnectorCapabilities()
  for (const [kind, { config, example = {} }] of Object.entries(connectors)) {
    expect(page?.text, kind).toContain(`\n| \`${kind}\``)
    expect(config.safeParse(example).success, kind).toBe(true)
  }
  expect(page?.text).toMatch(/\| `websocket`, `vapi` +\| no +\| 16-bit PCM 16 kHz/)
})
