import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, beforeAll, expect, test, vi } from 'vitest'

import { openSql, type Sql } from '#db/client.ts'
import { createCtx } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { createConnection } from '#lib/integrations/create-connection.ts'
import { countFileFaults, findFileState } from '#lib/integrations/managed/file-state.ts'
import { listConnections } from '#lib/integrations/queries.ts'
import { updateConnection } from '#lib/integrations/update-connection.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { ManagedIntegrations } from '#workers/managed-integrations.ts'

const database = useTestDatabase()
const folder = mkdtempSync(join(tmpdir(), 'earshot-managed-'))
const path = join(folder, 'integrations.json')
let sql: Sql
let ctx: Ctx
let managed: ManagedIntegrations

const hook = (name: string, url: string, more: object = {}) => ({
  kind: 'webhook',
  name,
  config: { url },
  secrets: { signing_secret: 'whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=' },
  ...more,
})
const file = (connections: object[], rules: object[] = []) =>
  writeFileSync(path, JSON.stringify({ version: '1.0', connections, rules }))
const named = async () =>
  Object.fromEntries((await listConnections(ctx)).map((view) => [view.name, view]))

async function apply(connections: object[], rules: object[] = []) {
  file(connections, rules)
  managed.look()
  await managed.applied()
}
const activity = async (action: string) =>
  sql<{ detail: { faults?: string } }[]>`
    select detail from activity_log where action = ${action} order by id`

beforeAll(async () => {
  ctx = await createCtx(database.db, 'admin')
  sql = openSql(database.url, { max: 3 })
  file([hook('CI', 'https://one.example.com/hook')])
  managed = new ManagedIntegrations({ sql, db: database.db }, path)
  await managed.applied()
})
afterAll(async () => {
  await managed.close()
  await sql.end()
  rmSync(folder, { recursive: true })
})

test('what the file asks for is there at start, marked as managed by it', async () => {
  const { CI } = await named()
  expect(CI).toMatchObject({
    source: 'file',
    is_enabled: true,
    config: { url: 'https://one.example.com/hook' },
  })
  expect(CI?.secrets['signing_secret']?.last4).toHaveLength(4)
})

test('a changed file is taken up without a restart, with its rules', async () => {
  file(
    [hook('CI', 'https://two.example.com/hook')],
    [{ event: 'test_failure', connection: 'CI', config: { notify_on: 'always' } }],
  )
  await vi.waitFor(
    async () => expect((await named())['CI']?.config['url']).toBe('https://two.example.com/hook'),
    { timeout: 20_000 },
  )
  const rules = await sql`select event, config, source from notification_rules`
  expect(rules).toMatchObject([{ event: 'test_failure', source: 'file' }])
})

test('the same file again writes nothing', async () => {
  const before = await sql`select xmin, id from integrations order by id`
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, `${text}\n`)
  managed.look()
  await managed.applied()
  expect(await sql`select xmin, id from integrations order by id`).toEqual(before)
})

test('a text that is no such file changes nothing and says why', async () => {
  writeFileSync(path, '{"version": "1.0", "connections": [')
  managed.look()
  await managed.applied()
  expect((await named())['CI']?.is_enabled).toBe(true)
  expect((await activity('integration.refuse_managed')).at(-1)?.detail.faults).toContain('not JSON')
  expect((await findFileState(ctx))?.faults).toMatchObject([{ path: '' }])
})

test('one wrong entry is switched off with the reason, the others work', async () => {
  const good = hook('Good', 'https://good.example.com/hook')
  const ci = hook('CI', 'https://two.example.com/hook')
  await apply([good, ci])
  await apply([good, { ...ci, config: { url: 'no address' } }, { kind: 'nothing', name: 'X' }])
  const views = await named()
  expect(views['Good']).toMatchObject({ is_enabled: true })
  expect(views['CI']).toMatchObject({ is_enabled: false, health: 'disabled' })
  expect(views['CI']?.health_text).toContain('connections[1].config.url')
  const paths = ['connections[1].config.url', 'connections[2]']
  const state = await findFileState(ctx)
  expect(state).toMatchObject({ path })
  expect(state?.faults.map((fault) => fault.path)).toEqual(paths)
  expect(await countFileFaults(database.db)).toBe(2)
  const refused = (await activity('integration.refuse_managed')).at(-1)?.detail.faults
  for (const one of paths) expect(refused).toContain(one)
  await apply([good, ci])
  expect((await named())['CI']).toMatchObject({ is_enabled: true, health: 'untested' })
  expect((await findFileState(ctx))?.faults).toEqual([])
})

test('a rule that cannot be followed leaves the others', async () => {
  await apply(
    [hook('CI', 'https://three.example.com/hook')],
    [
      { event: 'test_failure', connection: 'Elsewhere' },
      { event: 'test_failure', connection: 'CI', config: { notify_on: 'never' } },
      { event: 'critical_failure', connection: 'CI' },
    ],
  )
  expect((await named())['CI']?.config['url']).toBe('https://three.example.com/hook')
  expect((await findFileState(ctx))?.faults.map((fault) => fault.path)).toEqual([
    'rules[0].connection',
    'rules[1].config.notify_on',
  ])
  expect(await sql`select event from notification_rules`).toMatchObject([
    { event: 'critical_failure' },
  ])
})

test('a name that somebody took in the application is a fault of that entry only', async () => {
  await createConnection(ctx, { kind: 'webhook', name: 'Mine', config: { url: 'https://m.test/' } })
  await apply([
    hook('Mine', 'https://x.example.com/hook'),
    hook('CI', 'https://two.example.com/hook'),
  ])
  expect((await findFileState(ctx))?.faults).toMatchObject([{ path: 'connections[0].name' }])
  expect((await named())['CI']?.is_enabled).toBe(true)
})

test('a managed connection cannot be changed in the application', async () => {
  const { CI } = await named()
  await expect(updateConnection(ctx, CI?.id ?? '', { name: 'Mine' })).rejects.toThrow(
    'is set up by the integrations file; change it there',
  )
})

test('what leaves the file is switched off and keeps its log', async () => {
  await apply([hook('Other', 'https://four.example.com/hook')])
  const views = await named()
  expect(views['CI']).toMatchObject({ is_enabled: false, health: 'off' })
  expect(views['Other']?.is_enabled).toBe(true)
})
