import { and, desc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'

import { activityLog } from '#db/schema/activity.ts'
import { expectedOutcomes, testCaseLanguages, testCaseOutcomes } from '#db/schema/suites.ts'
import { caseDefinition, createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { createCase } from '#lib/suites/create-case.ts'
import { createSuite } from '#lib/suites/create-suite.ts'
import { deleteCase } from '#lib/suites/delete-case.ts'
import { deleteSuite } from '#lib/suites/delete-suite.ts'
import { importSuites } from '#lib/suites/import-suites.ts'
import {
  getCase,
  getCaseVersion,
  getSuite,
  listCases,
  listCaseVersions,
  listSuites,
} from '#lib/suites/queries.ts'
import { SuiteFile } from '#lib/suites/schema.ts'
import { updateCase } from '#lib/suites/update-case.ts'
import { updateSuite } from '#lib/suites/update-suite.ts'

const database = useTestDatabase()
const author = () => createCtx(database.db, 'qa_engineer')

async function withSuite() {
  const ctx = await author()
  const suite = await createSuite(ctx, { name: 'Weather basics', tags: ['smoke'] })
  return { ctx, suite, testCase: await createCase(ctx, suite.id, caseDefinition()) }
}

async function lastAudit(ctx: Ctx) {
  const [row] = await ctx.db
    .select()
    .from(activityLog)
    .where(eq(activityLog.organizationId, ctx.organizationId))
    .orderBy(desc(activityLog.id))
  return row && { action: row.action, entityId: row.entityId, userId: row.userId }
}

type Setting = Awaited<ReturnType<typeof withSuite>>
const file = SuiteFile.parse({ suite: 'Imported', cases: [caseDefinition()] })

/** Each write verb, acting as `ctx` on what `withSuite` made. */
const verbs: [string, (ctx: Ctx, made: Setting) => Promise<unknown>, action: string][] = [
  ['createSuite', (ctx) => createSuite(ctx, { name: 'Another' }), 'suite.create'],
  ['updateSuite', (ctx, { suite }) => updateSuite(ctx, suite.id, { name: 'New' }), 'suite.update'],
  ['deleteSuite', (ctx, { suite }) => deleteSuite(ctx, suite.id), 'suite.delete'],
  [
    'createCase',
    (ctx, { suite }) => createCase(ctx, suite.id, caseDefinition({ id: 'other' })),
    'case.create',
  ],
  [
    'updateCase',
    (ctx, { testCase }) => updateCase(ctx, testCase.id, { name: 'New name' }),
    'case.update',
  ],
  ['deleteCase', (ctx, { testCase }) => deleteCase(ctx, testCase.id), 'case.delete'],
  ['importSuites', (ctx) => importSuites(ctx, [file]), 'suite.import'],
]

test.each(verbs)('%s refuses the wrong role', async (_, act) => {
  const made = await withSuite()
  for (const role of ['viewer', 'reviewer'] as const) {
    const user = await createUser(database.db, { id: made.ctx.organizationId }, role)
    await expect(act(ctxFor(database.db, user), made)).rejects.toMatchObject({ code: 'forbidden' })
  }
})

test.each(verbs.filter(([name]) => !['createSuite', 'importSuites'].includes(name)))(
  '%s refuses another organization',
  async (_, act) => {
    const made = await withSuite()
    await expect(act(await author(), made)).rejects.toMatchObject({ code: 'not_found' })
  },
)

test.each(verbs)('%s leaves its trace', async (_, act, action) => {
  const made = await withSuite()
  await act(made.ctx, made)
  expect(await lastAudit(made.ctx)).toMatchObject({ action, userId: made.ctx.actor.id })
})

test('reads see nothing of another organization', async () => {
  const { suite, testCase } = await withSuite()
  const stranger = await author()
  expect((await listSuites(stranger, { limit: 10 })).data).toEqual([])
  for (const read of [
    () => getSuite(stranger, suite.id),
    () => listCases(stranger, suite.id, { limit: 10 }),
    () => getCase(stranger, testCase.id),
    () => listCaseVersions(stranger, testCase.id),
    () => getCaseVersion(stranger, testCase.id, 1),
  ])
    await expect(read()).rejects.toMatchObject({ code: 'not_found' })
})

test('names are unique in an organization whatever their case, and free again after deletion', async () => {
  const { ctx, suite } = await withSuite()
  await expect(createSuite(ctx, { name: 'WEATHER basics' })).rejects.toMatchObject({
    code: 'conflict',
    message: 'There is a suite named WEATHER basics already',
  })
  await deleteSuite(ctx, suite.id)
  await expect(createSuite(ctx, { name: 'WEATHER basics' })).resolves.toBeDefined()
  await expect(getSuite(ctx, suite.id)).rejects.toMatchObject({ code: 'not_found' })
})

test('lists go page by page without gaps or repeats', async () => {
  const ctx = await author()
  for (const name of ['b', 'A', 'c', 'D', 'e']) await createSuite(ctx, { name })
  const names: string[] = []
  let cursor: string | undefined
  do {
    const page = await listSuites(ctx, { limit: 2, cursor })
    names.push(...page.data.map(({ name }) => name))
    cursor = page.next_cursor ?? undefined
  } while (cursor)
  expect(names).toEqual(['A', 'b', 'c', 'D', 'e'])
  await expect(listSuites(ctx, { limit: 2, cursor: 'nonsense' })).rejects.toThrow('cursor')
})

test('search finds text, not patterns', async () => {
  const ctx = await author()
  for (const name of ['100% sure', '1000 ways']) await createSuite(ctx, { name })
  const found = await listSuites(ctx, { limit: 10, search: '100%' })
  expect(found.data.map(({ name }) => name)).toEqual(['100% sure'])
})

test('a change of a case makes a version, the same again makes none', async () => {
  const { ctx, testCase } = await withSuite()
  const changed = await updateCase(ctx, testCase.id, { priority: 'critical' })
  expect(changed).toMatchObject({ version: 2, priority: 'critical', key: 'current-weather' })
  expect(await updateCase(ctx, testCase.id, { priority: 'critical' })).toMatchObject({ version: 2 })
  const versions = await listCaseVersions(ctx, testCase.id)
  expect(versions.map(({ version }) => version)).toEqual([2, 1])
  expect((await getCaseVersion(ctx, testCase.id, 1)).definition.priority).toBe('medium')
  expect(versions[0]?.created_by?.id).toBe(ctx.actor.id)
})

test('of two edits of the same version the later one is told so', async () => {
  const { ctx, testCase } = await withSuite()
  const edits = await Promise.allSettled(
    ['one', 'other'].map((name) => updateCase(ctx, testCase.id, { name, base_version: 1 })),
  )
  expect(edits.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(await listCaseVersions(ctx, testCase.id)).toHaveLength(2)
})

test('stopping at a failure can be switched on and off again, and leaves no trace', async () => {
  const { ctx, testCase } = await withSuite()
  const on = await updateCase(ctx, testCase.id, { stop_on_failure: true })
  expect(on.stop_on_failure).toBe(true)
  const off = await updateCase(ctx, testCase.id, { stop_on_failure: false })
  expect(off).toMatchObject({ version: 3 })
  const { definition } = await getCaseVersion(ctx, testCase.id, 1)
  expect((await getCaseVersion(ctx, testCase.id, 3)).definition).toEqual(definition)
})

test('mocks are versioned with their case, and a case that has none any more says nothing of them', async () => {
  const { ctx, testCase } = await withSuite()
  const mocks = [{ tool: 'get_order', result: { status: 'shipped' } }]
  const mocked = await updateCase(ctx, testCase.id, { mocks })
  expect(mocked).toMatchObject({ version: 2, mocks })
  expect((await getCaseVersion(ctx, testCase.id, 2)).definition).toMatchObject({ mocks })
  const bare = await updateCase(ctx, testCase.id, { mocks: [] })
  expect(bare.version).toBe(3)
  expect(bare).not.toHaveProperty('mocks')
  const wrong = [{ tool: 'get_order', result: 1 }, { tool: 'get_order' }]
  await expect(updateCase(ctx, testCase.id, { mocks: wrong })).rejects.toMatchObject({
    faults: [{ path: 'mocks[1]', message: 'needs result or error: what the tool answers' }],
  })
})

test('a patch that breaks the case as a whole is refused with its place', async () => {
  const { ctx, testCase } = await withSuite()
  const turns = [{ say: { 'de-DE': 'wie wird das wetter' }, expect: {} }]
  await expect(updateCase(ctx, testCase.id, { turns })).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path: 'turns[0].say', message: 'has no text or recording for en-US' }],
  })
})

test.each([
  ['name', { name: '' }],
  ['name', { name: null }],
  ['turn', { turn: [] }],
  ['base_version', { base_version: 0 }],
  ['turns[0].expect.intents', { turns: [{ say: 'hello', expect: { intents: 'Greeting' } }] }],
])('a patch whose %s is wrong is refused with its place: %j', async (path, patch) => {
  const { ctx, testCase } = await withSuite()
  await expect(updateCase(ctx, testCase.id, patch as never)).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ path }],
  })
  expect(await listCaseVersions(ctx, testCase.id)).toHaveLength(1)
})

test('language variants and outcomes follow the definition; equal expectations share an outcome', async () => {
  const { ctx, suite, testCase } = await withSuite()
  const same = { intent: 'WeatherQuery', entities: { city: 'Toronto' } }
  const turns = [
    { say: { 'en-US': 'weather', 'de-DE': 'wetter' }, expect: same },
    { say: { 'en-US': 'again', 'de-DE': 'nochmal' }, expect: same },
    { say: { 'en-US': 'thanks', 'de-DE': 'danke' }, expect: {} },
  ]
  const languages = { 'en-US': { voice: 'default' }, 'de-DE': { voice: 'anna' } }
  await updateCase(ctx, testCase.id, { turns, languages })

  const variants = await ctx.db
    .select()
    .from(testCaseLanguages)
    .where(eq(testCaseLanguages.caseId, testCase.id))
    .orderBy(testCaseLanguages.language)
  expect(variants).toMatchObject([
    { language: 'de-DE', voice: 'anna', utterances: [{ text: 'wetter' }, { text: 'nochmal' }, {}] },
    { language: 'en-US', voice: 'default' },
  ])
  const outcomes = () =>
    ctx.db.select().from(expectedOutcomes).where(eq(expectedOutcomes.suiteId, suite.id))
  const links = () =>
    ctx.db.select().from(testCaseOutcomes).where(eq(testCaseOutcomes.caseId, testCase.id))
  expect(await outcomes()).toMatchObject([{ expectation: same }])
  expect((await links()).map(({ turnIndex }) => turnIndex).toSorted()).toEqual([0, 1])

  await updateCase(ctx, testCase.id, {
    turns: [{ say: { 'en-US': 'weather', 'de-DE': 'wetter' }, expect: { intent: 'Other' } }],
  })
  expect(await outcomes()).toMatchObject([{ expectation: { intent: 'Other' } }])
  expect(await links()).toHaveLength(1)
})

test('a recording that is not a stored one is refused', async () => {
  const { ctx, suite } = await withSuite()
  const turns = [{ audio: 'recordings/somebody-else/1.wav' }]
  const { turns: _, ...rest } = caseDefinition({ id: 'spoken' })
  await expect(createCase(ctx, suite.id, { ...rest, turns })).rejects.toMatchObject({
    faults: [{ path: 'turns[0].audio' }],
  })
  const stored = [{ audio: `recording/1-${'a'.repeat(64)}.wav` }]
  await expect(createCase(ctx, suite.id, { ...rest, turns: stored })).resolves.toBeDefined()
})

test('an audit entry exists only together with what it tells of', async () => {
  const { ctx, suite } = await withSuite()
  await expect(createCase(ctx, suite.id, caseDefinition())).rejects.toMatchObject({
    code: 'conflict',
  })
  const entries = await ctx.db
    .select()
    .from(activityLog)
    .where(
      and(
        eq(activityLog.organizationId, ctx.organizationId),
        eq(activityLog.action, 'case.create'),
      ),
    )
  expect(entries).toHaveLength(1)
})
