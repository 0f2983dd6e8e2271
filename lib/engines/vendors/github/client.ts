import type { Octokit } from '@octokit/core'
import { z } from 'zod'

import {
  type Credentials,
  credentialsOf,
  installationTokens,
} from '#lib/engines/vendors/github/credentials.ts'
import { githubFault } from '#lib/engines/vendors/github/faults.ts'
import { createOctokit } from '#lib/engines/vendors/github/octokit.ts'
import {
  type GithubConfig,
  type GithubSecrets,
  RepositoryName,
} from '#lib/engines/vendors/github/settings.ts'
import { setupFault } from '#lib/engines/vendors/provider-fault.ts'
import type { Io } from '#lib/engines/vendors/types.ts'
import { NetworkError } from '#lib/platform/net/network-error.ts'

type Parameters = Record<string, unknown>
type Answer<T> = { data: T; headers: Record<string, string | number | undefined> }

type Call<T> = {
  /** in metrics and in the log */
  operation: string
  /** `POST /repos/{owner}/{repo}/issues` */
  route: string
  /** `owner/name`; fills {owner} and {repo}, and chooses the installation of an App */
  repository?: string
  parameters?: Parameters
  reply: z.ZodType<T>
}

/** docs.github.com, "API Versions": without it GitHub may change what it answers. */
const apiVersion = '2022-11-28'

const Installation = z.object({ id: z.int() })
const AccessToken = z.object({ token: z.string().min(1), expires_at: z.iso.datetime() })

/** Stops waiting for GitHub's pace when the caller's time is up; a request under way ends itself. */
async function whileWanted<T>(
  signal: AbortSignal,
  peer: string,
  isUnderWay: () => boolean,
  work: Promise<T>,
): Promise<T> {
  const stopped = Promise.withResolvers<never>()
  const stop = () => {
    if (isUnderWay()) return
    const detail = 'stopped while waiting to write to GitHub, which is done once a second'
    stopped.reject(new NetworkError({ fault: 'cancelled', detail, peer, retryable: true }))
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    return await Promise.race([work, stopped.promise])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** GitHub's REST API for one connection. Every method throws NetFault with a sentence for people. */
export class GithubClient {
  readonly peer: string
  readonly credentials: Credentials
  readonly #config: GithubConfig
  readonly #io: Io
  readonly #octokit: Octokit

  constructor(config: GithubConfig, secrets: GithubSecrets, io: Io, paced = true) {
    this.peer = new URL(config.base_url).host
    this.credentials = credentialsOf(config, secrets, this.peer)
    this.#config = config
    this.#io = io
    this.#octokit = createOctokit({
      baseUrl: config.base_url,
      credential: this.credentials.name,
      fetch: io.fetch('request'),
      paced,
    })
  }

  /** One call with the connection's rights in the repository. */
  async send<T>(call: Call<T>): Promise<Answer<T>> {
    const authorization = await this.#authorization(call.repository)
    try {
      return await this.#request(call, authorization)
    } catch (error) {
      if (error instanceof NetworkError && error.status === 401)
        installationTokens.drop(authorization)
      throw error
    }
  }

  /** One call as the App itself. Throws NetFault `configuration` without one. */
  async sendAsApp<T>(call: Call<T>): Promise<Answer<T>> {
    if (this.credentials.kind !== 'app') throw setupFault(this.peer, 'there is no App')
    return this.#request(call, await this.credentials.jwt())
  }

  /** Items of a paged list, at most `pages` of 100. */
  async *list<T>(call: Call<T>, pages: number): AsyncGenerator<T> {
    for (let page = 1; page <= pages; page += 1) {
      const { data, headers } = await this.send({
        ...call,
        parameters: { ...call.parameters, per_page: 100, page },
        reply: z.array(call.reply),
      })
      yield* data
      if (!String(headers['link'] ?? '').includes('rel="next"')) return
    }
  }

  async #request<T>(call: Call<T>, authorization: string): Promise<Answer<T>> {
    let underWay = 0
    const send = this.#io.fetch(call.operation)
    const fetch: typeof globalThis.fetch = async (input, init) => {
      underWay += 1
      try {
        return await send(input, init)
      } finally {
        underWay -= 1
      }
    }
    const answer: Promise<Answer<unknown>> = this.#octokit.request(call.route, {
      ...call.parameters,
      ...(call.repository !== undefined && this.#place(call.repository)),
      headers: {
        authorization,
        accept: 'application/vnd.github+json',
        'x-github-api-version': apiVersion,
      },
      // A number for reads too would be tried whatever the status, against the list of final ones.
      request: { fetch, ...(!call.route.startsWith('GET ') && { retries: 0 }) },
    })
    try {
      const isUnderWay = () => underWay > 0
      const { data, headers } = await whileWanted(this.#io.signal, this.peer, isUnderWay, answer)
      return { data: this.#parse(call, data), headers }
    } catch (error) {
      throw githubFault(error, this.peer)
    }
  }

  #parse<T>({ reply, route }: Call<T>, data: unknown): T {
    const parsed = reply.safeParse(data)
    if (parsed.success) return parsed.data
    const [issue] = parsed.error.issues
    throw new NetworkError({
      fault: 'protocol',
      detail: `the answer to ${route} is not as documented: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
      peer: this.peer,
      retryable: false,
      maybeExecuted: !route.startsWith('GET '),
    })
  }

  #place(repository: string): { owner: string; repo: string } {
    const [owner, repo] = repository.split('/')
    if (!owner || !repo || !RepositoryName.safeParse(repository).success)
      throw setupFault(this.peer, `"${repository}" is not a repository: owner/name`)
    return { owner, repo }
  }

  async #authorization(repository: string | undefined): Promise<string> {
    if (this.credentials.kind === 'none') throw setupFault(this.peer, this.credentials.reason)
    if (this.credentials.kind === 'token') return this.credentials.header
    const { installation_id: fixed, base_url: base } = this.#config
    if (fixed === undefined && repository === undefined)
      throw setupFault(
        this.peer,
        'the App needs its installation id, or a repository to find it by',
      )
    const place = fixed ?? repository?.split('/')[0]?.toLowerCase()
    const key = `${base}\n${this.credentials.name}\n${place}`
    return installationTokens.find(key, Date.now()) ?? this.#renew(key, fixed, repository)
  }

  async #renew(key: string, fixed: number | undefined, repository?: string): Promise<string> {
    const id =
      fixed ??
      (
        await this.sendAsApp({
          operation: 'access_token',
          route: 'GET /repos/{owner}/{repo}/installation',
          ...(repository !== undefined && { repository }),
          reply: Installation,
        })
      ).data.id
    const { data } = await this.sendAsApp({
      operation: 'access_token',
      route: 'POST /app/installations/{installation_id}/access_tokens',
      parameters: { installation_id: id },
      reply: AccessToken,
    })
    return installationTokens.keep(key, data.token, data.expires_at)
  }
}
