import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { expect, test } from 'vitest'

import { accessTokenFor } from '#app/api/testing/access-token-for.ts'
import { useApi } from '#app/api/testing/use-api.ts'
import { runProgram } from '#cli/program.ts'
import { createRunFixture } from '#db/testing/executions.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { recordFailures } from '#lib/defects/record-failures.ts'
import { deriveSigningKey, listEvidenceKeys } from '#lib/evidence/keys.ts'
import { packed, unzipped } from '#lib/evidence/testing/bundle-bytes.ts'
import { pemOf } from '#lib/evidence/verify/key-id.ts'
import { getExecution } from '#lib/executions/queries.ts'
import type { Ctx } from '#lib/platform/context.ts'

const database = useTestDatabase()
const api = useApi(database)
const folder = mkdtempSync(join(tmpdir(), 'earshot-evidence-'))
const at = (name: string) => join(folder, name)

async function earshotAs(ctx: Ctx | null, ...args: string[]) {
  const [out, err]: [string[], string[]] = [[], []]
  const terminal = {
    out: (text: string) => void out.push(text),
    err: (text: string) => void err.push(text),
    isLive: false,
  }
  const environment = {
    EARSHOT_URL: ctx ? api.url() : 'http://127.0.0.1:9',
    XDG_CONFIG_HOME: folder,
    ...(ctx && { EARSHOT_TOKEN: await accessTokenFor(ctx) }),
  }
  const exitCode = await runProgram(args, environment, terminal)
  return { exitCode, out: out.join('\n'), err: err.join('\n') }
}

/** A run with two failed executions of one defect. */
async function stage() {
  const ctx = await createCtx(database.db)
  const fixture = await createRunFixture(ctx, [{ verdict: 'failed' }, { verdict: 'failed' }])
  const id = fixture.executions[0]?.id ?? ''
  const [filed] = await recordFailures(
    ctx,
    [
      {
        caseId: (await getExecution(ctx, id)).case_id,
        caseName: 'Current weather',
        priority: 'high',
        language: 'en-US',
        blame: 'content',
        validator: 'response',
        reason: 'it said something else',
        executionIds: fixture.executions.map(({ id }) => id),
      },
    ],
    new Date(),
  )
  return { ctx, id, defect: filed?.defect.id ?? '' }
}

test('a bundle is fetched and found authentic, by the keys of the server and by a key in a file', async () => {
  const { ctx, id } = await stage()
  const file = at('one.zip')
  expect(await earshotAs(ctx, 'evidence', 'get', id, '-o', file)).toMatchObject({ exitCode: 0 })
  for (const options of [[], ['--server']]) {
    const { exitCode, out } = await earshotAs(ctx, 'evidence', 'verify', file, ...options)
    expect(out).toContain(`${file} is authentic, signed with the trusted key`)
    expect(out).toContain(`execution ${id}`)
    expect(exitCode).toBe(0)
  }
  writeFileSync(at('key.pem'), listEvidenceKeys()[0]?.public_key ?? '')
  // Nobody is signed in, and there is no server at that address.
  const offline = await earshotAs(null, 'evidence', 'verify', file, '--key', at('key.pem'))
  expect(offline).toMatchObject({ exitCode: 0, err: '' })
})

test('a changed file is named, and the exit code is 1', async () => {
  const { ctx, id } = await stage()
  await earshotAs(ctx, 'evidence', 'get', id, '-o', at('two.zip'))
  const files = unzipped(readFileSync(at('two.zip')))
  const text = files.get('conversation.txt')?.toString('utf8') ?? ''
  files.set('conversation.txt', Buffer.from(text.replace('failed', 'passed')))
  writeFileSync(at('forged.zip'), await packed(files))
  const { exitCode, out } = await earshotAs(ctx, 'evidence', 'verify', at('forged.zip'))
  expect(out).toMatch(/forged\.zip is NOT authentic:\n {2}conversation\.txt was changed/)
  expect(exitCode).toBe(1)
})

test('a key that is not trusted exits 1; what is no key or no file exits 2', async () => {
  const { ctx, id } = await stage()
  await earshotAs(ctx, 'evidence', 'get', id, '-o', at('three.zip'))
  const verify = (...args: string[]) => earshotAs(null, 'evidence', 'verify', ...args)
  writeFileSync(at('other.pem'), pemOf(deriveSigningKey('another installation').publicKey))
  expect(await verify(at('three.zip'), '--key', at('other.pem'))).toMatchObject({
    exitCode: 1,
    out: expect.stringContaining('which is not the trusted one') as string,
  })
  writeFileSync(at('no.pem'), 'no key')
  const noKey = await verify(at('three.zip'), '--key', at('no.pem'))
  expect(noKey).toMatchObject({ exitCode: 2, err: expect.stringContaining('no.pem') as string })
  writeFileSync(at('key.pem'), listEvidenceKeys()[0]?.public_key ?? '')
  expect(await verify(at('nowhere.zip'), '--key', at('key.pem'))).toMatchObject({ exitCode: 2 })
  expect(await verify(at('three.zip'))).toMatchObject({ exitCode: 2 })
  writeFileSync(at('text.zip'), 'not a zip file')
  expect(await verify(at('text.zip'), '--key', at('key.pem'))).toMatchObject({ exitCode: 1 })
})

test('all executions of a defect are in one bundle', async () => {
  const { ctx, defect } = await stage()
  const got = await earshotAs(ctx, 'evidence', 'get', defect, '--defect', '-o', at('defect.zip'))
  expect(got).toMatchObject({ exitCode: 0 })
  const paths = [...unzipped(readFileSync(at('defect.zip'))).keys()]
  expect(paths.slice(0, 2)).toEqual(['defect.json', 'index.html'])
  expect(paths.filter((path) => path.endsWith('/index.html'))).toHaveLength(2)
  const { exitCode, out } = await earshotAs(ctx, 'evidence', 'verify', at('defect.zip'))
  expect(out).toContain('2 of 2 executions that showed it')
  expect(exitCode).toBe(0)
})

test('a viewer may fetch; strangers and nobody may not, and leave no file', async () => {
  const { ctx, id, defect } = await stage()
  const viewer = ctxFor(
    database.db,
    await createUser(database.db, { id: ctx.organizationId }, 'viewer'),
  )
  const paths = [`/api/v1/executions/${id}/evidence`, `/api/v1/defects/${defect}/evidence`]
  const stranger = await createCtx(database.db)
  for (const path of paths) {
    const answer = await api.call(viewer, 'GET', path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/zip')
    expect(answer.headers.get('content-disposition')).toContain('.zip')
    expect((await api.call(stranger, 'GET', path)).status).toBe(404)
    expect((await api.call(null, 'GET', path)).status).toBe(401)
  }
  const refused = await earshotAs(stranger, 'evidence', 'get', id, '-o', at('stolen.zip'))
  expect(refused).toMatchObject({
    exitCode: 2,
    err: expect.stringContaining('No execution') as string,
  })
  expect(() => readFileSync(at('stolen.zip'))).toThrow('ENOENT')
  expect((await api.call(viewer, 'GET', '/api/v1/evidence-keys')).body).toEqual({
    data: listEvidenceKeys(),
    next_cursor: null,
  })
  expect((await api.call(null, 'GET', '/api/v1/evidence-keys')).status).toBe(401)
})
