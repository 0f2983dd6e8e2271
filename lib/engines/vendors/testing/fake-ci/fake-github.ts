import { createVerify, type KeyObject } from 'node:crypto'

import { z } from 'zod'

import {
  type Call,
  type Caller,
  isRefusal,
  notFound,
  parseBody,
  refuse,
  repo,
  type Route,
} from '#lib/engines/vendors/testing/fake-ci/github-answers.ts'
import { GithubIssues } from '#lib/engines/vendors/testing/fake-ci/github-issues.ts'
import { type FakeStatus, StatusBody } from '#lib/engines/vendors/testing/fake-ci/github-schemas.ts'
import {
  type FakeHttp,
  type FakeAnswer,
  type FakeRequest,
  readJson,
  startFakeHttp,
} from '#lib/engines/vendors/testing/fake-notifier/fake-http.ts'

export type FakeGithubOptions = {
  /** tokens of people: login and what they may do everywhere */
  tokens?: Record<string, { login: string; push: boolean; scopes: string | null }>
  repositories?: string[]
  /** logins that may be assigned */
  assignable?: string[]
  app?: {
    id: number
    installation: number
    publicKey: KeyObject
    permissions: Record<string, string>
  }
}

/** The one that this peer knows; a request must name it. */
const apiVersion = '2022-11-28'

/** The claims of a JWT whose RS256 signature is good, else null. */
function readJwt(token: string, key: KeyObject): { iss: string; iat: number; exp: number } | null {
  const [head = '', claims = '', signature = ''] = token.split('.')
  const verifier = createVerify('RSA-SHA256').update(`${head}.${claims}`)
  if (!verifier.verify(key, Buffer.from(signature, 'base64url'))) return null
  const Claims = z.object({ iss: z.coerce.string(), iat: z.number(), exp: z.number() })
  const parsed = Claims.safeParse(readJson(Buffer.from(claims, 'base64url').toString('utf8')))
  return parsed.success ? parsed.data : null
}

/**
 * A GitHub of one's own on loopback: the part of the REST API that Earshot uses, as strict as the real one about
 * methods, paths, credentials and bodies. What it holds may be read and changed by a test at any time.
 */
export class FakeGithub {
  readonly http: FakeHttp
  readonly statuses: FakeStatus[] = []
  readonly tracker: GithubIssues
  /** what was refused, and why: a client that does well leaves it empty */
  readonly refusals: string[] = []
  #id = 1_000
  readonly #options: FakeGithubOptions & { tokens: NonNullable<FakeGithubOptions['tokens']> }
  readonly #installationTokens = new Set<string>()

  static async start(options: FakeGithubOptions = {}): Promise<FakeGithub> {
    const http = await startFakeHttp((request) => peer.#serve(request))
    const peer: FakeGithub = new FakeGithub(http, options)
    return peer
  }

  private constructor(http: FakeHttp, options: FakeGithubOptions) {
    this.http = http
    this.tracker = new GithubIssues(options.assignable ?? ['octocat'], () => http.origin)
    this.#options = {
      repositories: ['acme/voice'],
      ...options,
      tokens: options.tokens ?? {
        ghp_good: { login: 'octocat', push: true, scopes: 'repo' },
      },
    }
  }

  get url(): string {
    return this.http.origin
  }

  close(): Promise<void> {
    return this.http.close()
  }

  /** The state of each context of a commit: the newest status counts. */
  statesOf(sha: string): Record<string, string> {
    const mine = this.statuses.filter((status) => status.sha === sha)
    return Object.fromEntries(mine.map(({ context, state }) => [context ?? 'default', state]))
  }

  /** Tokens of the App that GitHub would no longer take. */
  revokeInstallationTokens(): void {
    this.#installationTokens.clear()
  }

  #serve(request: FakeRequest): FakeAnswer {
    const answer = this.#answer(request)
    if (answer.status >= 400)
      this.refusals.push(`${request.method} ${request.path}: ${JSON.stringify(answer.body)}`)
    return answer
  }

  #answer(request: FakeRequest): FakeAnswer {
    if (!request.headers['user-agent'])
      return { status: 403, body: 'Request forbidden by administrative rules.' }
    const hasBody = request.body !== ''
    if (hasBody && !/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return refuse(415, 'Unsupported Media Type')
    for (const [method, pattern, handler] of [...this.#routes, ...this.tracker.routes]) {
      const found = pattern.exec(request.path)
      if (request.method !== method || !found) continue
      const { owner, repo: name, id = '' } = found.groups ?? {}
      const repository = owner === undefined ? '' : `${owner}/${name}`
      const caller = this.#caller(request)
      if (!caller) return refuse(401, 'Bad credentials')
      if (request.headers['x-github-api-version'] !== apiVersion)
        return refuse(400, 'The request names no supported API version')
      if (repository !== '' && !this.#options.repositories?.includes(repository)) return notFound()
      return handler({ request, caller, repository, id })
    }
    return notFound()
  }

  #caller({ headers, path }: FakeRequest): Caller | null {
    const [scheme = '', token = ''] = (headers.authorization ?? '').split(' ')
    if (!/^(token|bearer)$/i.test(scheme)) return null
    const { app, tokens } = this.#options
    const asApp = path === '/app' || path.startsWith('/app/') || path.endsWith('/installation')
    if (asApp) {
      const claims = app ? readJwt(token, app.publicKey) : null
      const now = Date.now() / 1_000
      const isGood =
        claims?.iss === String(app?.id) &&
        claims.iat <= now &&
        claims.exp > now &&
        claims.exp < now + 600
      return isGood && app ? { login: 'app', push: false, scopes: null, app: app.id } : null
    }
    if (this.#installationTokens.has(token))
      return { login: 'earshot[bot]', push: true, scopes: null, app: app?.id ?? null }
    const person = tokens[token]
    return person ? { ...person, app: null } : null
  }

  readonly #routes: Route[] = [
    ['GET', /^\/user$/, (call) => this.#user(call.caller)],
    ['GET', /^\/app$/, () => this.#app()],
    [
      'POST',
      /^\/app\/installations\/(?<id>\d+)\/access_tokens$/,
      ({ id }) => this.#accessToken(id),
    ],
    [
      'GET',
      repo('/installation'),
      () => ({ status: 200, body: { id: this.#options.app?.installation } }),
    ],
    ['GET', repo(''), (call) => this.#repository(call)],
    ['POST', repo('/statuses/(?<id>[^/]+)'), (call) => this.#status(call)],
    ['GET', repo('/pulls/(?<id>[0-9]+)'), ({ id }) => this.#pull(id)],
    ['GET', repo('/collaborators/(?<id>[^/]+)/permission'), ({ id }) => this.#permission(id)],
  ]

  /** pull requests by number, and what people may do there */
  readonly pulls = new Map<number, object>()
  readonly permissions = new Map<string, string>()

  #pull(number: string): FakeAnswer {
    const found = this.pulls.get(Number(number))
    return found ? { status: 200, body: { number: Number(number), ...found } } : notFound()
  }

  #permission(login: string): FakeAnswer {
    const permission = this.permissions.get(login)
    return permission === undefined
      ? notFound()
      : { status: 200, body: { permission, role_name: permission, user: { login } } }
  }

  #user({ login, scopes, app }: Caller): FakeAnswer {
    if (app !== null) return refuse(403, 'Resource not accessible by integration')
    return {
      status: 200,
      headers: scopes === null ? {} : { 'x-oauth-scopes': scopes },
      body: { login, id: 1, type: 'User' },
    }
  }

  #app(): FakeAnswer {
    const { app } = this.#options
    return {
      status: 200,
      body: { id: app?.id, name: 'Earshot', permissions: app?.permissions ?? {} },
    }
  }

  #accessToken(id: string): FakeAnswer {
    if (id !== String(this.#options.app?.installation)) return notFound()
    const token = `ghs_${this.#id++}secret`
    this.#installationTokens.add(token)
    const expires = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+Z$/, 'Z')
    return { status: 201, body: { token, expires_at: expires, permissions: {} } }
  }

  #repository({ caller, repository }: Call): FakeAnswer {
    const permissions = { admin: false, push: caller.push, pull: true }
    return {
      status: 200,
      body: { full_name: repository, has_issues: this.tracker.enabled, permissions },
    }
  }

  #status({ request, caller, repository, id: sha }: Call): FakeAnswer {
    if (!caller.push)
      return {
        ...refuse(403, 'Resource not accessible by personal access token'),
        headers: { 'x-accepted-github-permissions': 'statuses=write' },
      }
    const body = parseBody(StatusBody, request.body, 'Status')
    if (isRefusal(body)) return body
    if (!/^[0-9a-f]{40}$/.test(sha)) return refuse(422, `No commit found for SHA: ${sha}`)
    const context = body.context ?? 'default'
    const same = this.statuses.filter((one) => one.sha === sha && one.context === context)
    if (same.length >= 1_000)
      return refuse(422, 'Validation Failed', [
        {
          resource: 'Status',
          code: 'custom',
          message: 'This SHA and context has reached the maximum number of statuses.',
        },
      ])
    this.statuses.push({ ...body, context, repository, sha })
    return { status: 201, body: { id: ++this.#id, ...body } }
  }
}
