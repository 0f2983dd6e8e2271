import { createHmac, randomUUID } from 'node:crypto'

import { z } from 'zod'

import type { Planted } from '#e2e/security/planted.ts'

const Tokens = z.object({ access_token: z.string(), refresh_token: z.string() })
const Made = z.looseObject({ id: z.string().optional(), token: z.string().optional() })
const Imported = z.object({ suite_ids: z.tuple([z.uuid()]) })
const Status = z.object({ status: z.string() })

type Answer = { status: number; text: string }

/** Calls the API of one product and keeps every answer. */
export class Caller {
  readonly #url: string
  readonly #planted: Planted
  #token = ''
  #statuses: number[] = []
  /** answers by what was asked */
  readonly answers: { place: string; text: string }[] = []

  private constructor(url: string, planted: Planted) {
    this.#url = url
    this.#planted = planted
  }

  static async signIn(
    url: string,
    who: { email: string; password: string },
    planted: Planted,
  ): Promise<Caller> {
    const caller = new Caller(url, planted)
    const response = await fetch(`${url}/api/v1/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(who),
    })
    const tokens = Tokens.parse(await response.json())
    caller.#token = planted.add('access token', tokens.access_token)
    planted.add('refresh token', tokens.refresh_token)
    return caller
  }

  heard(place: string, text: string): void {
    this.answers.push({ place, text })
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(this.#url + path, init)
    const text = await response.text()
    this.#statuses.push(response.status)
    const made = response.ok && path === '/api/v1/api-tokens'
    // The one answer that shows a token; from then on it must be nowhere.
    const token = made ? Made.parse(JSON.parse(text)).token : undefined
    if (token !== undefined) this.#planted.add(`API token ${token.slice(-4)}`, token)
    else this.heard(`${init.method} ${path.split('?', 1)[0]} (${response.status})`, text)
    return { status: response.status, text }
  }

  async #call(method: string, path: string, body?: unknown): Promise<Answer> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' }
    return this.#send(path, { method, headers, body: JSON.stringify(body) ?? null })
  }

  /** The id of what was made; the empty text where nothing was. */
  async post(path: string, body?: object): Promise<string> {
    const { status, text } = await this.#call('POST', path, body)
    return status < 300 && text.startsWith('{') ? (Made.parse(JSON.parse(text)).id ?? '') : ''
  }

  async patch(path: string, body: object): Promise<void> {
    await this.#call('PATCH', path, body)
  }

  /** How many of the requests that `work` makes fail by our fault. */
  async failures(work: () => Promise<void>): Promise<number> {
    this.#statuses = []
    await work()
    return this.#statuses.filter((status) => status === 500).length
  }

  async statusOf(path: string): Promise<string> {
    return Status.parse(JSON.parse((await this.#call('GET', path)).text)).status
  }

  async importSuite(text: string): Promise<string> {
    const answer = await this.#send('/api/v1/suites/import', {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/yaml' },
      body: text,
    })
    return Imported.parse(JSON.parse(answer.text)).suite_ids[0]
  }

  /** A request of somebody who is not signed in. */
  async stranger(path: string, body?: object, headers: Record<string, string> = {}): Promise<void> {
    await this.#send(path, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json', ...headers },
      body: body ? JSON.stringify(body) : null,
    })
  }

  /** A push as GitHub sends it, signed with `secret`. */
  async signed(path: string, secret: string): Promise<void> {
    const body = JSON.stringify({ ref: 'refs/heads/main', repository: { full_name: 'acme/voice' } })
    await this.#send(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-github-event': 'push',
        'x-github-delivery': randomUUID(),
        'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
      },
      body,
    })
  }
}
