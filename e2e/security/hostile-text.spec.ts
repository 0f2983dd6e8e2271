import { request as httpRequest } from 'node:http'

import naughtyStrings from 'big-list-of-naughty-strings/blns.json' with { type: 'json' }
import { z } from 'zod'

import { withText } from '#app/api/testing/sample-of.ts'
import { expect, test as base } from '#e2e/fixtures.ts'
import { startEmptyProduct } from '#e2e/product.ts'
import { type BuiltAction, builtActions, encodeArguments } from '#e2e/security/actions.ts'
import { formatPath } from '#lib/platform/format/faults.ts'

/** A product of its own: what is sent may change policies that other journeys rely on. */
const test = base.extend<object, { emptyUrl: string }>({
  emptyUrl: [
    async ({}, use) => {
      const product = await startEmptyProduct()
      await use(product.url)
      await product.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: ({ emptyUrl }, use) => use(emptyUrl),
})
test.use({ person: null })
test.describe.configure({ mode: 'serial' })

const owner = { email: 'olga@harbour.example', password: 'a-long-enough-password' }
const Csrf = z.object({ csrfToken: z.string() })
const Problem = z.object({
  type: z.string(),
  status: z.number(),
  errors: z.array(z.object({ path: z.string() })).optional(),
})

type Answer = { status: number; type: string; allow: string; body: string }

/** As it is written: `fetch` would mend the address and refuse the method. */
function ask(base: string, method: string, path: string, headers = {}, body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    const request = httpRequest({ hostname, port, method, path, headers }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.on('end', () => {
        const { 'content-type': type = '', allow = '' } = response.headers
        resolve({ status: response.statusCode ?? 0, type, allow, body: text })
      })
    })
    request.on('error', reject)
    request.end(body)
  })
}

const expectProblem = ({ status, type, body }: Answer, code: string) => {
  expect(type).toBe('application/problem+json')
  expect(Problem.parse(JSON.parse(body))).toMatchObject({ status, type: `/docs#problem-${code}` })
}

/** Calls a server action as a page of ours would. */
async function act(url: string, cookie: string, { id, path }: BuiltAction, body: string) {
  const headers = { cookie, origin: url, 'next-action': id, accept: 'text/x-component' }
  const response = await fetch(url + path, {
    ...{ method: 'POST', body, redirect: 'manual' },
    headers: { ...headers, 'content-type': 'text/plain;charset=UTF-8' },
  })
  expect(response.headers.get('x-nextjs-action-not-found'), `${id} at ${path}`).toBeNull()
  return { status: response.status, text: await response.text() }
}

test('addresses and methods that cannot be served are refused as problems', async ({
  emptyUrl: url,
}) => {
  for (const [method, path, allow] of [
    ['TRACE', '/api/v1/me', 'GET, HEAD, OPTIONS'],
    ['TRACE', '/suites', 'GET, HEAD, OPTIONS, POST'],
    ['DELETE', '/api/v1/runs', 'GET, HEAD, OPTIONS, POST'],
    ['PROPFIND', '/api/health', 'GET, HEAD, OPTIONS'],
    ['GET', '/webhooks/ci-cd', 'OPTIONS, POST'],
  ] as const) {
    const answer = await ask(url, method, path)
    expect([answer.status, answer.allow], `${method} ${path}`).toEqual([405, allow])
    expectProblem(answer, 'method_not_allowed')
  }
  for (const path of ['/api', '/api/nothing', '/api/v1/runs/a/b/c', '/api/refused']) {
    const answer = await ask(url, 'GET', path)
    expect(answer.status, path).toBe(404)
    expectProblem(answer, 'not_found')
  }
  for (const path of [
    '/api/v1/suites/%E0%A4%A',
    '/suites/%E0%A4%A',
    '/%',
    '/suites?search=a%00b',
  ]) {
    const answer = await ask(url, 'GET', path)
    expect(answer.status, path).toBe(400)
    expectProblem(answer, 'invalid')
  }
  expect((await ask(url, 'HEAD', '/api/v1/suites/%')).status).toBe(400)
  expect((await ask(url, 'GET', '/health')).status).toBe(200)
  expect((await ask(url, 'OPTIONS', '/api/v1/runs')).status).toBeLessThan(300)
})

test('an anonymous caller finds no way to a fault of ours', async ({ emptyUrl: url }) => {
  const json = { 'content-type': 'application/json' }
  const body = String.raw`{"email":"a\u0000@x.zz","password":"xxxxxxxxxx"}`
  const token = await ask(url, 'POST', '/api/v1/auth/token', json, body)
  expect(token.status).toBe(400)
  expect(Problem.parse(JSON.parse(token.body)).errors?.map(({ path }) => path)).toEqual(['email'])
  const deep = `{"email":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect((await ask(url, 'POST', '/api/v1/auth/token', json, deep)).status).toBe(400)
  for (const cookie of ['%', '%00', '%E0%A4%A', '%ED%A0%80'])
    for (const path of ['/api/v1/me', '/suites', '/api/auth/session', '/sign-in']) {
      const { status } = await ask(url, 'GET', path, { cookie: `earshot.session=${cookie}` })
      expect(status, `${path} ${cookie}`).toBeLessThan(500)
    }
})

test('no text makes a server action fail', async ({ emptyUrl: url }) => {
  test.setTimeout(240_000)
  const actions = await builtActions()
  expect(actions.length).toBeGreaterThan(60)
  expect(actions.filter(({ value }) => value === undefined).map(({ name }) => name)).toEqual([
    'setUpAction',
  ])

  await test.step('the form of the first start', async () => {
    const setup = actions.find(({ name }) => name === 'setUpAction')
    const fields = { organization: 'Harbour', name: 'Olga', ...owner }
    const send = (overrides: object) => {
      const form = new FormData()
      for (const [name, value] of Object.entries({ ...fields, ...overrides }))
        form.set(`_1_${name}`, String(value))
      form.set('0', '["$K1"]')
      const headers = { origin: url, 'next-action': setup?.id ?? '', accept: 'text/x-component' }
      return fetch(`${url}/setup`, { method: 'POST', body: form, headers, redirect: 'manual' })
    }
    for (const name of Object.keys(fields)) {
      const answer = await send({ [name]: 'a\0b' })
      expect([name, answer.status]).toEqual([name, 200])
      expect(await answer.text()).toContain('U+0000')
    }
    const { status } = await send({})
    expect(status).toBeLessThan(400)
  })

  const { csrfToken, cookie: first } = await (async () => {
    const answer = await fetch(`${url}/api/auth/csrf`)
    return { ...Csrf.parse(await answer.json()), cookie: cookiesOf(answer) }
  })()
  const signedIn = await fetch(`${url}/api/auth/callback/credentials`, {
    ...{ method: 'POST', redirect: 'manual' },
    headers: { cookie: first, origin: url },
    body: new URLSearchParams({ csrfToken, json: 'true', ...owner }),
  })
  const cookie = cookiesOf(signedIn)
  expect(cookie).toContain('session')

  const failed: string[] = []
  const strings = naughtyStrings
  for (const [index, action] of actions.entries()) {
    const { name, value, texts } = action
    if (value === undefined) continue
    for (const place of texts.slice(0, 4)) {
      const answer = await act(url, cookie, action, encodeArguments(withText(value, place, 'a\0b')))
      // The id of a record is told by its form.
      const path = formatPath(place)
      // An action on a record names fields as its form does.
      const names = [path, path.replace(/^input\.?/, '')].map((one) => JSON.stringify(one))
      if (
        answer.status >= 500 ||
        !answer.text.includes('"code":"invalid"') ||
        (path !== 'id' && !names.some((one) => answer.text.includes(one)))
      )
        failed.push(`${name} ${formatPath(place)}: ${answer.status} ${answer.text.slice(-300)}`)
    }
    for (let at = 0; at < 8; at += 1) {
      const text = strings[(index * 8 + at) % strings.length] ?? ''
      const place = texts[at % Math.max(1, texts.length)] ?? []
      const body = encodeArguments(withText(value, place, text))
      const answer = await act(url, cookie, action, body)
      if (answer.status >= 500 || answer.text.includes('"code":"internal"'))
        failed.push(`${name} ${body}: ${answer.status}`)
    }
    for (const body of [
      '[]',
      '[null]',
      '[{"__proto__":{}}]',
      `[${'['.repeat(5_000)}${']'.repeat(5_000)}]`,
    ]) {
      const answer = await act(url, cookie, action, body)
      if (answer.status >= 500 || answer.text.includes('"code":"internal"'))
        failed.push(`${name} ${body.slice(0, 50)}: ${answer.status}`)
    }
  }
  expect(failed).toEqual([])

  await test.step('arguments that no page would send', async () => {
    const [first] = actions.filter(({ value }) => value !== undefined)
    const marks = ['$K9', '$Q1', '$F1', '$1', '$0:9:9', '$T', '$D', '$nx'].map((mark) => [mark])
    for (const body of ['', 'x', '{', 'null', ...marks.map((mark) => JSON.stringify(mark))])
      if (first) expect([body, (await act(url, cookie, first, body)).status]).toEqual([body, 400])
  })
})

function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';', 1)[0])
    .join('; ')
}
